using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Storage.Tests.Queries;

/// <summary>What queries have to do over every journal. Derive from it, give it a factory, and all of it runs.</summary>
public abstract class ReadJournalContract
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly ReadJournalOptions Eager = new() { PollInterval = TimeSpan.FromMilliseconds(20), GapPollInterval = TimeSpan.FromMilliseconds(2) };

    /// <summary>Commits alone wake its live queries.</summary>
    private static readonly ReadJournalOptions Patient = new() { PollInterval = TimeSpan.FromHours(1), GapPollInterval = TimeSpan.FromMilliseconds(2) };

    /// <summary>An empty journal that knows <see cref="Note"/>.</summary>
    protected abstract Task<IQueryableJournal> CreateAsync();

    [Fact]
    public async Task CurrentAllEvents_SeveralIds_AreInTheOrderOfTheirWritesWithAllTheyHave()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "red"), Event("a", 2)]);
        await journal.WriteAsync([Event("b", 1)]);
        await journal.WriteAsync([Event("a", 3, "red", "blue")]);

        var all = await Queries(journal).CurrentAllEvents(Offset.NoOffset()).ToListAsync();

        Assert.Equal(["a1", "a2", "b1", "a3"], Names(all));
        Assert.Equal([new Note("a1"), new Note("a2"), new Note("b1"), new Note("a3")], all.Select(static e => e.Event));
        Assert.Equal(["red", "blue"], all[3].Tags);
        Assert.Empty(all[1].Tags);
        Assert.Equal(Event("a", 3).Timestamp, all[3].Timestamp);
        Assert.True(Positions(all).Zip(Positions(all).Skip(1), static (x, y) => x < y).All(static rises => rises));
    }

    [Fact]
    public async Task CurrentAllEvents_FromAnyOffset_BeginWithTheNextEvent()
    {
        await using var journal = await CreateAsync();
        for (var n = 1; n <= 5; n++)
        {
            await journal.WriteAsync([Event("a", n)]);
        }

        var queries = Queries(journal);
        var all = await queries.CurrentAllEvents(Offset.NoOffset()).ToListAsync();

        for (var i = 0; i < all.Count; i++)
        {
            Assert.Equal(all.Skip(i + 1), await queries.CurrentAllEvents(all[i].Offset).ToListAsync());
        }

        Assert.Equal(all, await queries.CurrentAllEvents(Offset.Sequence(0)).ToListAsync());
        Assert.Empty(await queries.CurrentAllEvents(Offset.Sequence(long.MaxValue)).ToListAsync());
    }

    [Fact]
    public async Task Current_NothingStored_EndsAtOnce()
    {
        await using var journal = await CreateAsync();
        var queries = Queries(journal);

        Assert.Empty(await queries.CurrentAllEvents(Offset.NoOffset()).ToListAsync());
        Assert.Empty(await queries.CurrentEventsByTag("red", Offset.NoOffset()).ToListAsync());
        Assert.Empty(await queries.CurrentEventsByPersistenceId("a", 0, long.MaxValue).ToListAsync());
        Assert.Empty(await queries.CurrentPersistenceIds().ToListAsync());
    }

    [Fact]
    public async Task Current_WrittenWhileItIsRead_IsNotIncluded()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "red"), Event("a", 2, "red")]);
        var queries = Queries(journal);
        IAsyncEnumerable<EventEnvelope>[] all =
        [
            queries.CurrentAllEvents(Offset.NoOffset()),
            queries.CurrentEventsByTag("red", Offset.NoOffset()),
            queries.CurrentEventsByPersistenceId("a", 0, long.MaxValue),
        ];
        var n = 2;
        foreach (var query in all)
        {
            var before = n;
            var seen = 0;
            await foreach (var _ in query)
            {
                if (++seen == 1)
                {
                    await journal.WriteAsync([Event("a", ++n, "red")]);
                }
            }

            Assert.Equal(before, seen);
        }
    }

    [Theory]
    [InlineData(0, long.MaxValue, "a3 a4 a5 a6")]
    [InlineData(0, 4, "a3 a4")]
    [InlineData(4, 5, "a4 a5")]
    [InlineData(0, 0, "")]
    [InlineData(5, 4, "")]
    [InlineData(7, long.MaxValue, "")]
    public async Task CurrentEventsByPersistenceId_WithBounds_GivesThoseNotDeleted(long from, long to, string expected)
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 6).Select(static n => Event("a", n))]);
        await journal.WriteAsync([Event("b", 1)]);
        await journal.DeleteToAsync("a", 2);

        Assert.Equal(expected, string.Join(' ', Names(await Queries(journal).CurrentEventsByPersistenceId("a", from, to).ToListAsync())));
    }

    [Fact]
    public async Task Deleted_Events_AreNotGivenAndHoldNothingUp()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 4).Select(static n => Event("a", n, "red"))]);
        await journal.WriteAsync([.. Enumerable.Range(1, 4).Select(static n => Event("b", n, "red"))]);
        await journal.DeleteToAsync("a", long.MaxValue);
        await journal.DeleteToAsync("b", 2);
        var queries = Queries(journal);

        Assert.Equal(["b3", "b4"], Names(await queries.CurrentAllEvents(Offset.NoOffset()).ToListAsync()));
        Assert.Equal(["b3", "b4"], Names(await queries.CurrentEventsByTag("red", Offset.NoOffset()).ToListAsync()));
        Assert.Empty(await queries.CurrentEventsByPersistenceId("a", 0, long.MaxValue).ToListAsync());
        Assert.Equal(["b"], await queries.CurrentPersistenceIds().ToListAsync());
        Assert.Equal(["b3", "b4"], Names(await queries.AllEvents(Offset.NoOffset()).Take(2).ToListAsync().AsTask().WaitAsync(Limit)));
    }

    [Fact]
    public async Task CurrentEventsByTag_OnlyThatTagAndExactly()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "red"), Event("a", 2, "blue"), Event("a", 3, "red", "blue"), Event("a", 4, "redder"), Event("a", 5, "Red"), Event("a", 6)]);
        var queries = Queries(journal);

        var red = await queries.CurrentEventsByTag("red", Offset.NoOffset()).ToListAsync();

        Assert.Equal(["a1", "a3"], Names(red));
        Assert.Equal(["a3"], Names(await queries.CurrentEventsByTag("red", red[0].Offset).ToListAsync()));
        Assert.Equal(["a2", "a3"], Names(await queries.CurrentEventsByTag("blue", Offset.NoOffset()).ToListAsync()));
        Assert.Empty(await queries.CurrentEventsByTag("re", Offset.NoOffset()).ToListAsync());
    }

    [Fact]
    public async Task Live_Commits_WakeItWithoutPolling()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "red")]);
        var queries = new ReadJournal(journal, Patient, TimeProvider.System);
        await using var all = queries.AllEvents(Offset.NoOffset()).GetAsyncEnumerator();
        await using var red = queries.EventsByTag("red", Offset.NoOffset()).GetAsyncEnumerator();
        await using var own = queries.EventsByPersistenceId("a", 2, 3).GetAsyncEnumerator();
        Assert.Equal("a1", await NextAsync(all));
        Assert.Equal("a1", await NextAsync(red));
        var (nextOfAll, nextOfRed, nextOfOwn) = (NextAsync(all), NextAsync(red), NextAsync(own));

        await journal.WriteAsync([Event("b", 1)]);
        Assert.Equal("b1", await nextOfAll);
        await journal.WriteAsync([Event("a", 2, "red"), Event("a", 3)]);
        Assert.Equal("a2", await nextOfRed);
        Assert.Equal("a2", await nextOfOwn);
        Assert.Equal("a2", await NextAsync(all));
        Assert.Equal("a3", await NextAsync(own));
        Assert.Null(await NextAsync(own));
    }

    [Fact]
    public async Task Live_NobodyTellsOfTheCommit_FindsItAtTheNextPoll()
    {
        await using var journal = await CreateAsync();
        var clock = new ManualTimeProvider();
        await using var all = new ReadJournal(new Deaf(journal), Patient, clock).AllEvents(Offset.NoOffset()).GetAsyncEnumerator();
        var next = NextAsync(all);
        await journal.WriteAsync([Event("a", 1)]);
        while (!next.IsCompleted)
        {
            clock.Advance(Patient.PollInterval);
            await Task.Yield();
        }

        Assert.Equal("a1", await next);
    }

    [Fact]
    public async Task Live_ManyWriters_EveryEventOnceAndResumedAnywhere()
    {
        const int writers = 8, events = 300;
        await using var journal = await CreateAsync();
        var queries = Queries(journal);
        var writing = Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var random = new Random(w);
            for (var n = 1; n <= events;)
            {
                var count = Math.Min(random.Next(1, 6), events - n + 1);
                await journal.WriteAsync([.. Enumerable.Range(n, count).Select(k => Event($"w{w}", k, k % 10 == 0 ? ["ten"] : []))]);
                n += count;
            }
        })).ToList();

        // One reads on; one gives up and begins again from the last offset, over and over; one follows a tag; one an id.
        var steady = queries.AllEvents(Offset.NoOffset()).Take(writers * events).ToListAsync().AsTask();
        var tagged = queries.EventsByTag("ten", Offset.NoOffset()).Take(writers * events / 10).ToListAsync().AsTask();
        var one = queries.EventsByPersistenceId("w3", 0, events).ToListAsync().AsTask();
        var resumed = Task.Run(async () =>
        {
            var random = new Random(42);
            var seen = new List<EventEnvelope>();
            while (seen.Count < writers * events)
            {
                var from = seen.Count == 0 ? Offset.NoOffset() : seen[^1].Offset;
                seen.AddRange(await queries.AllEvents(from).Take(Math.Min(random.Next(1, 100), (writers * events) - seen.Count)).ToListAsync());
            }

            return seen;
        });
        await Task.WhenAll([.. writing, steady, tagged, one, resumed]).WaitAsync(Limit);

        foreach (var seen in new[] { await steady, await resumed })
        {
            Assert.Equal(writers * events, seen.Select(static e => (e.PersistenceId, e.SequenceNr)).Distinct().Count());
            Assert.All(seen.GroupBy(static e => e.PersistenceId), static g => Assert.Equal(g.Select(static e => e.SequenceNr).Order(), g.Select(static e => e.SequenceNr)));
            Assert.Equal(Positions(seen).Order(), Positions(seen));
        }

        Assert.Equal((await steady).Where(static e => e.SequenceNr % 10 == 0), await tagged);
        Assert.Equal(Enumerable.Range(1, events).Select(static n => $"w3{n}"), Names(await one));
        Assert.Equal(await steady, await queries.CurrentAllEvents(Offset.NoOffset()).ToListAsync());
    }

    [Fact]
    public async Task Live_MoreThanAPage_GivesAllOfIt()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 2500).Select(static n => Event("a", n, n % 2 == 0 ? ["even"] : []))]);
        var queries = Queries(journal);

        Assert.Equal(Enumerable.Range(1, 2500).Select(static n => (long)n), await queries.AllEvents(Offset.NoOffset()).Take(2500).Select(static e => e.SequenceNr).ToListAsync());
        Assert.Equal(1250, await queries.CurrentEventsByTag("even", Offset.NoOffset()).CountAsync());
        Assert.Equal(2500, await queries.CurrentEventsByPersistenceId("a", 0, long.MaxValue).CountAsync());
    }

    [Fact]
    public async Task Live_CancelledOrDisposed_Ends()
    {
        await using var journal = await CreateAsync();
        var queries = new ReadJournal(journal, Patient, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        Task[] waiting =
        [
            queries.AllEvents(Offset.NoOffset()).ToListAsync(stop.Token).AsTask(),
            queries.EventsByTag("red", Offset.NoOffset()).ToListAsync(stop.Token).AsTask(),
            queries.EventsByPersistenceId("a", 0, long.MaxValue).ToListAsync(stop.Token).AsTask(),
            queries.PersistenceIds().ToListAsync(stop.Token).AsTask(),
        ];
        await stop.CancelAsync();

        foreach (var query in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query.WaitAsync(Limit));
        }
    }

    [Fact]
    public async Task PersistenceIds_Live_GivesEachOnce()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("b", 1)]);
        await journal.WriteAsync([Event("a", 1)]);
        await using var ids = Queries(journal).PersistenceIds().GetAsyncEnumerator();
        Assert.True(await ids.MoveNextAsync());
        Assert.Equal("a", ids.Current);
        Assert.True(await ids.MoveNextAsync());
        Assert.Equal("b", ids.Current);
        var next = ids.MoveNextAsync().AsTask();
        await journal.WriteAsync([Event("a", 2)]);
        await journal.WriteAsync([Event("c", 1)]);

        Assert.True(await next.WaitAsync(Limit));
        Assert.Equal("c", ids.Current);
    }

    [Fact]
    public async Task Arguments_Wrong_AreRefused()
    {
        await using var journal = await CreateAsync();
        var queries = Queries(journal);

        Assert.Throws<ArgumentException>(() => queries.EventsByTag("", Offset.NoOffset()));
        Assert.Throws<ArgumentException>(() => queries.AllEvents(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadJournal(journal, Eager with { PollInterval = TimeSpan.Zero }, TimeProvider.System));
    }

    protected static ReadJournal Queries(IQueryableJournal journal) => new(journal, Eager, TimeProvider.System);

    protected static PersistentRepr Event(string id, long number, params string[] tags) =>
        new(new Note($"{id}{number}"), number, id, "0123456789abcdef0123456789abcdef", 638_000_000_000_000_000 + number, tags);

    protected static IEnumerable<string> Names(IEnumerable<EventEnvelope> events) => events.Select(static e => $"{e.PersistenceId}{e.SequenceNr}");

    protected static async Task<string?> NextAsync(IAsyncEnumerator<EventEnvelope> events) =>
        await events.MoveNextAsync().AsTask().WaitAsync(Limit) ? $"{events.Current.PersistenceId}{events.Current.SequenceNr}" : null;

    private static IEnumerable<long> Positions(IEnumerable<EventEnvelope> events) => events.Select(static e => ((Sequence)e.Offset).Value);

    /// <summary>A journal whose commits, as those of another process, are not heard of.</summary>
    private sealed class Deaf(IQueryableJournal journal) : IQueryableJournal
    {
        public CommitSignal Committed { get; } = new();

        public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default) => journal.WriteAsync(events, cancellationToken);

        public IAsyncEnumerable<PersistentRepr> ReplayAsync(
            string persistenceId, long fromSequenceNr, long toSequenceNr, long max, CancellationToken cancellationToken = default) =>
            journal.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, cancellationToken);

        public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
            journal.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);

        public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
            journal.DeleteToAsync(persistenceId, toSequenceNr, cancellationToken);

        public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
            journal.CurrentPersistenceIdsAsync(cancellationToken);

        public Task<JournalHorizon> ReadHorizonAsync(CancellationToken cancellationToken = default) => journal.ReadHorizonAsync(cancellationToken);

        public Task<EventPage> ReadByOrderingAsync(string? tag, long afterOrdering, long upToOrdering, CancellationToken cancellationToken = default) =>
            journal.ReadByOrderingAsync(tag, afterOrdering, upToOrdering, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
