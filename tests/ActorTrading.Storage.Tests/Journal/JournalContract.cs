using System.Text;
using ActorTrading.Actors.Persistence;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>What every journal has to do. Derive from it, give it a factory, and all of it runs.</summary>
public abstract class JournalContract
{
    private const string Writer = "0123456789abcdef0123456789abcdef";
    private const long Now = 638_000_000_000_000_000;

    /// <summary>An empty journal that knows <see cref="Note"/>.</summary>
    protected abstract Task<IFencedJournal> CreateAsync();

    [Fact]
    public async Task Replay_AfterWrite_GivesEqualEvents()
    {
        await using var journal = await CreateAsync();
        var written = new[] { Event("a", 1, "first", "red", "blue"), Event("a", 2, ""), Event("a", 3, "ünïcödé 💹") };

        await journal.WriteAsync(written);

        var read = await All(journal, "a");
        Assert.Equal(written.Select(Comparable), read.Select(Comparable));
        Assert.Equal(["red", "blue"], read[0].Tags);
        Assert.True(read[0].Ordering > 0 && read[0].Ordering < read[1].Ordering && read[1].Ordering < read[2].Ordering);
    }

    [Theory]
    [InlineData(1, 10, 10, 10)]
    [InlineData(4, 7, 10, 4)]
    [InlineData(4, 7, 2, 2)]
    [InlineData(7, 4, 10, 0)]
    [InlineData(1, 10, 0, 0)]
    [InlineData(11, long.MaxValue, 10, 0)]
    [InlineData(0, long.MaxValue, long.MaxValue, 10)]
    public async Task Replay_WithBounds_GivesOnlyThoseInOrder(long from, long to, long max, int expected)
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 10).Select(n => Event("a", n, $"{n}"))]);

        var read = await journal.ReplayAsync("a", from, to, max).ToListAsync();

        var start = Math.Max(from, 1);
        Assert.Equal(Enumerable.Range(0, expected).Select(i => start + i), read.Select(e => e.SequenceNr));
    }

    [Fact]
    public async Task Replay_ManyInterleavedWriters_GivesEachItsOwnWithoutGaps()
    {
        await using var journal = await CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            for (var n = 1; n <= 2500; n += 5)
            {
                await journal.WriteAsync([.. Enumerable.Range(n, 5).Select(k => Event($"w{w}", k, $"{w}/{k}"))]);
            }
        })));

        for (var w = 0; w < 16; w++)
        {
            var read = await All(journal, $"w{w}");
            Assert.Equal(Enumerable.Range(1, 2500).Select(k => new Note($"{w}/{k}")), read.Select(e => e.Payload));
            Assert.Equal(2500, await journal.ReadHighestSequenceNrAsync($"w{w}"));
        }
    }

    [Fact]
    public async Task Replay_LargePayloads_GivesThemUnchanged()
    {
        await using var journal = await CreateAsync();
        var texts = Enumerable.Range(1, 200).Select(n => new string((char)('a' + (n % 26)), n * 500)).ToArray();

        await journal.WriteAsync([.. texts.Select((text, i) => Event("a", i + 1, text))]);

        Assert.Equal(texts, (await All(journal, "a")).Select(e => ((Note)e.Payload).Text));
    }

    [Fact]
    public async Task Replay_StoppedEarly_LeavesJournalUsable()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 5000).Select(n => Event("a", n, "x"))]);

        await foreach (var e in journal.ReplayAsync("a", 1, long.MaxValue, long.MaxValue))
        {
            if (e.SequenceNr == 3)
            {
                break;
            }
        }

        await journal.WriteAsync([Event("a", 5001, "y")]);
        Assert.Equal(5001, (await All(journal, "a")).Count);
    }

    [Fact]
    public async Task ReadHighest_UnknownId_IsZero()
    {
        await using var journal = await CreateAsync();

        Assert.Equal(0, await journal.ReadHighestSequenceNrAsync("nobody"));
        Assert.Empty(await All(journal, "nobody"));
    }

    [Fact]
    public async Task ReadHighest_WhileWritesAreQueued_CountsThem()
    {
        await using var journal = await CreateAsync();
        var writes = Enumerable.Range(1, 100).Select(n => journal.WriteAsync([Event("a", n, "x")])).ToArray();

        var highest = await journal.ReadHighestSequenceNrAsync("a");

        Assert.Equal(100, highest);
        await Task.WhenAll(writes);
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(5, 5)]
    [InlineData(9, 1)]
    [InlineData(10, 0)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, 10)]
    public async Task DeleteTo_AnyNumber_RemovesUpToItAndKeepsHighest(long to, int left)
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 10).Select(n => Event("a", n, $"{n}", "t"))]);
        await journal.WriteAsync([Event("b", 1, "other")]);

        await journal.DeleteToAsync("a", to);

        Assert.Equal(Enumerable.Range(10 - left + 1, left).Select(n => (long)n), (await All(journal, "a")).Select(e => e.SequenceNr));
        Assert.Equal(10, await journal.ReadHighestSequenceNrAsync("a"));
        Assert.Single(await All(journal, "b"));
    }

    [Fact]
    public async Task DeleteTo_RepeatedWithWritesBetween_GoesOnCounting()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([.. Enumerable.Range(1, 9000).Select(n => Event("a", n, "x"))]);

        await journal.DeleteToAsync("a", 8999);
        await journal.DeleteToAsync("a", 9000);
        await journal.WriteAsync([Event("a", 9001, "next")]);
        await journal.DeleteToAsync("a", 9001);
        await journal.WriteAsync([Event("a", 9002, "last")]);

        Assert.Equal([9002L], (await All(journal, "a")).Select(e => e.SequenceNr));
    }

    [Fact]
    public async Task CurrentPersistenceIds_SomeDeleted_GivesThoseWithEventsInOrdinalOrder()
    {
        await using var journal = await CreateAsync();
        foreach (var id in (string[])["b", "B", "a-2", "a-10", "gone"])
        {
            await journal.WriteAsync([Event(id, 1, "x")]);
        }

        await journal.DeleteToAsync("gone", 1);

        Assert.Equal(["B", "a-10", "a-2", "b"], await journal.CurrentPersistenceIdsAsync().ToListAsync());
    }

    [Fact]
    public async Task Write_NumberTaken_FailsThatCallerAlone()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 2, "mine")]);

        var stale = journal.WriteAsync([Event("a", 1, "stale"), Event("a", 2, "stale", "tag"), Event("a", 3, "stale")]);
        var others = Enumerable.Range(0, 50).Select(n => journal.WriteAsync([Event($"other-{n}", 1, "x")])).ToArray();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => stale);
        Assert.Contains("'a'", refusal.Message, StringComparison.Ordinal);
        await Task.WhenAll(others);
        Assert.Equal([new Note("mine")], (await All(journal, "a")).Select(e => e.Payload));
        Assert.Equal(51, await journal.CurrentPersistenceIdsAsync().CountAsync());
    }

    [Fact]
    public async Task Write_TwoWritersOneId_ExactlyOneWinsEachNumber()
    {
        await using var journal = await CreateAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(async () =>
        {
            var won = new List<int>();
            for (var n = 1; n <= 300; n++)
            {
                var write = journal.WriteAsync([Event("a", n, $"{writer}")]);
                await write.ContinueWith(_ => { }, TaskScheduler.Default);
                if (write.IsCompletedSuccessfully)
                {
                    won.Add(n);
                }
            }

            return won;
        })));

        Assert.Equal(Enumerable.Range(1, 300), outcomes.SelectMany(won => won).Order());
        foreach (var e in await All(journal, "a"))
        {
            Assert.Contains((int)e.SequenceNr, outcomes[((Note)e.Payload).Text == "0" ? 0 : 1]);
        }
    }

    [Fact]
    public async Task Write_NumbersWithGaps_KeepsThemAndGoesOn()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 3, "x"), Event("a", 5, "y")]);
        await journal.WriteAsync([Event("a", 1_000_000, "z")]);

        Assert.Equal([3, 5, 1_000_000], (await All(journal, "a")).Select(e => e.SequenceNr));
        Assert.Equal([5], (await journal.ReplayAsync("a", 4, 999_999, long.MaxValue).ToListAsync()).Select(e => e.SequenceNr));
        Assert.Equal(1_000_000, await journal.ReadHighestSequenceNrAsync("a"));

        await journal.DeleteToAsync("a", 4);
        Assert.Equal([5, 1_000_000], (await All(journal, "a")).Select(e => e.SequenceNr));
        await journal.DeleteToAsync("a", 500_000);
        Assert.Equal([1_000_000], (await All(journal, "a")).Select(e => e.SequenceNr));
    }

    [Fact]
    public async Task Write_MixedIdsOrFallingNumbers_IsTheCallersMistake()
    {
        await using var journal = await CreateAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => journal.WriteAsync([Event("a", 1, "x"), Event("b", 1, "x")]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => journal.WriteAsync([Event("a", 2, "x"), Event("a", 1, "x")]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => journal.WriteAsync([Event("a", 0, "x")]));
        await journal.WriteAsync([]);
        Assert.Equal(0, await journal.ReadHighestSequenceNrAsync("a"));
    }

    [Fact]
    public async Task Write_Cancelled_StoresNothing()
    {
        await using var journal = await CreateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.WriteAsync([Event("a", 1, "x")], new CancellationToken(canceled: true)));

        Assert.Equal(0, await journal.ReadHighestSequenceNrAsync("a"));
    }

    [Fact]
    public async Task Write_AfterDispose_IsRefused()
    {
        var journal = await CreateAsync();
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.WriteAsync([Event("a", 1, "x")]));
    }

    [Fact]
    public void Replay_AnyTextsInAnyPortions_EqualsWhatWasWritten() => Prop.ForAll<NonEmptyString[], PositiveInt>((texts, portion) =>
    {
        return Task.Run(async () =>
        {
            await using var journal = await CreateAsync();
            var written = texts.Select((text, i) => Event("a", i + 1, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)))).ToArray();
            foreach (var chunk in written.Chunk(portion.Get))
            {
                await journal.WriteAsync(chunk);
            }

            return (await All(journal, "a")).Select(Comparable).SequenceEqual(written.Select(Comparable));
        }).GetAwaiter().GetResult();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    protected static PersistentRepr Event(string id, long number, string text, params string[] tags) =>
        new(new Note(text), number, id, Writer, Now + number, tags);

    protected static async Task<IReadOnlyList<PersistentRepr>> All(IJournal journal, string id) =>
        await journal.ReplayAsync(id, 1, long.MaxValue, long.MaxValue).ToListAsync();

    private static (object, long, string, string, long) Comparable(PersistentRepr e) => (e.Payload, e.SequenceNr, e.PersistenceId, e.WriterGuid, e.Timestamp);
}
