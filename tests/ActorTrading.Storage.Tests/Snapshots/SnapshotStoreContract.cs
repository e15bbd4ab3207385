using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Snapshots;

/// <summary>What every snapshot store has to do. Derive from it, give it a factory, and all of it runs.</summary>
public abstract class SnapshotStoreContract
{
    protected static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>An empty store that knows <see cref="Note"/> and keeps at least ten snapshots of an id.</summary>
    protected abstract Task<ISnapshotStore> CreateAsync();

    [Fact]
    public async Task Load_UnknownId_IsNull()
    {
        await using var store = await CreateAsync();
        await SaveAsync(store, "a", 1);

        Assert.Null(await store.LoadAsync("nobody", SnapshotSelectionCriteria.Latest));
        Assert.Null(await store.LoadAsync("A", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public async Task Load_Latest_GivesTheHighestNumberWithItsMetadata()
    {
        await using var store = await CreateAsync();
        foreach (var number in (long[])[20, 30, 10])
        {
            await SaveAsync(store, "a", number);
        }

        await SaveAsync(store, "b", 99);

        var loaded = await store.LoadAsync("a", SnapshotSelectionCriteria.Latest);

        Assert.Equal(new SelectedSnapshot(new SnapshotMetadata("a", 30, Start.AddMinutes(30)), new Note("a at 30")), loaded);
        Assert.Equal(DateTimeKind.Utc, loaded!.Metadata.Timestamp.Kind);
        Assert.Null(await store.LoadAsync("a", SnapshotSelectionCriteria.None));
    }

    [Fact]
    public async Task Load_EveryCriteria_AgreesWithIsMatch()
    {
        await using var store = await CreateAsync();
        var all = Enumerable.Range(1, 6).Select(n => new SnapshotMetadata("a", n * 10, Start.AddMinutes(n * 10))).ToArray();
        foreach (var metadata in all)
        {
            await SaveAsync(store, "a", metadata.SequenceNr);
        }

        foreach (var max in (long[])[0, 10, 35, 60, long.MaxValue])
        {
            foreach (var min in (long[])[0, 10, 35])
            {
                foreach (var until in (int[])[0, 10, 45, 1000])
                {
                    var criteria = new SnapshotSelectionCriteria(max, Start.AddMinutes(until), min, Start.AddMinutes(5));
                    var expected = all.LastOrDefault(criteria.IsMatch);
                    Assert.Equal(expected, (await store.LoadAsync("a", criteria))?.Metadata);
                }
            }
        }
    }

    [Fact]
    public async Task Save_SameNumber_ReplacesSnapshotAndTime()
    {
        await using var store = await CreateAsync();
        await SaveAsync(store, "a", 5);

        await store.SaveAsync(new SnapshotMetadata("a", 5, Start), new Note("better"));

        Assert.Equal(
            new SelectedSnapshot(new SnapshotMetadata("a", 5, Start), new Note("better")),
            await store.LoadAsync("a", SnapshotSelectionCriteria.Latest));
        Assert.Null(await store.LoadAsync("a", new SnapshotSelectionCriteria(5, DateTime.MaxValue, minTimestamp: Start.AddMinutes(1))));
    }

    [Theory]
    [InlineData(3, 1000, 3, 0, "1 2 4 5")]
    [InlineData(3, 1000, 0, 0, "4 5")]
    [InlineData(1000, 2, 0, 0, "3 4 5")]
    [InlineData(4, 1000, 2, 3, "1 2 5")]
    [InlineData(3, 0, 3, 0, "1 2 3 4 5")]
    [InlineData(0, 0, 0, 0, "1 2 3 4 5")]
    [InlineData(1000, 1000, 0, 0, "")]
    public async Task Delete_ByCriteria_RemovesWhatMatchesOfThatIdAlone(long max, int until, long min, int since, string left)
    {
        await using var store = await CreateAsync();
        for (var n = 1; n <= 5; n++)
        {
            await SaveAsync(store, "a", n);
        }

        await SaveAsync(store, "b", 3);

        await store.DeleteAsync("a", new SnapshotSelectionCriteria(max, Start.AddMinutes(until), min, Start.AddMinutes(since)));

        var found = new List<long>();
        for (var n = 1; n <= 5; n++)
        {
            if (await store.LoadAsync("a", new SnapshotSelectionCriteria(n, DateTime.MaxValue, n)) is { } one)
            {
                found.Add(one.Metadata.SequenceNr);
            }
        }

        Assert.Equal(left, string.Join(' ', found));
        Assert.NotNull(await store.LoadAsync("b", SnapshotSelectionCriteria.Latest));
        await store.DeleteAsync("nobody", SnapshotSelectionCriteria.Latest);
    }

    [Fact]
    public async Task Save_ManyAtOnce_StoresAll()
    {
        await using var store = await CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => SaveAsync(store, $"id-{n}", 1)));

        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(new Note($"id-{n} at 1"), (await store.LoadAsync($"id-{n}", SnapshotSelectionCriteria.Latest))!.Snapshot);
        }
    }

    [Fact]
    public async Task Save_Large_ComesBackUnchanged()
    {
        await using var store = await CreateAsync();
        var random = new Random(3);
        var text = string.Create(5_000_000, random, static (span, r) =>
        {
            foreach (ref var c in span)
            {
                c = (char)('a' + r.Next(26));
            }
        });

        await store.SaveAsync(new SnapshotMetadata("a", 1, Start), new Note(text));

        Assert.Equal(text, ((Note)(await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Snapshot).Text);
    }

    [Fact]
    public async Task Save_Cancelled_StoresNothing()
    {
        await using var store = await CreateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.SaveAsync(new SnapshotMetadata("a", 1, Start), new Note("x"), new CancellationToken(canceled: true)));

        Assert.Null(await store.LoadAsync("a", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public async Task Use_AfterDispose_IsRefused()
    {
        var store = await CreateAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => SaveAsync(store, "a", 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.DeleteAsync("a", SnapshotSelectionCriteria.Latest));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.LoadAsync("a", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public async Task Actor_SavesAndRestarts_RecoversFromItsNewestSnapshot()
    {
        var store = await CreateAsync();
        var system = ActorSystem.Create("snapshots", new ActorSystemOptions { Persistence = new PersistenceOptions { SnapshotStore = store } });
        var first = system.ActorOf(Props.CreateBy(() => new Counter()), "first");
        for (var n = 0; n < 7; n++)
        {
            first.Tell("add");
        }

        Assert.Equal(7, await first.Ask<int>("count", TimeSpan.FromSeconds(10)));
        for (var polls = 0; polls < 1000 && await first.Ask<long>("saved", TimeSpan.FromSeconds(10)) < 6; polls++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(6, (await store.LoadAsync("counter", SnapshotSelectionCriteria.Latest))?.Metadata.SequenceNr);
        await first.GracefulStop(TimeSpan.FromSeconds(10));

        var second = system.ActorOf(Props.CreateBy(() => new Counter()), "second");

        Assert.Equal("7 from 6", await second.Ask<string>("story", TimeSpan.FromSeconds(10)));
        await system.Terminate();
        await store.DisposeAsync();
    }

    protected static Task SaveAsync(ISnapshotStore store, string id, long number) =>
        store.SaveAsync(new SnapshotMetadata(id, number, Start.AddMinutes(number)), new Note($"{id} at {number}"));

    /// <summary>Saves a snapshot every third event.</summary>
    private sealed class Counter : ReceivePersistentActor
    {
        private int _count;
        private long _from;
        private long _saved;

        public Counter()
        {
            Recover<SnapshotOffer>(offer =>
            {
                _count = int.Parse(((Note)offer.Snapshot).Text, null);
                _from = offer.Metadata.SequenceNr;
            });
            Recover<Note>(_ => _count++);
            Command<string>(text => text == "add", _ => Persist(new Note("+"), _ =>
            {
                if (++_count % 3 == 0)
                {
                    SaveSnapshot(new Note($"{_count}"));
                }
            }));
            Command<string>(text => text == "count", _ => Sender.Tell(_count));
            Command<string>(text => text == "story", _ => Sender.Tell($"{_count} from {_from}"));
            Command<string>(text => text == "saved", _ => Sender.Tell(_saved));
            Command<SaveSnapshotSuccess>(success => _saved = success.Metadata.SequenceNr);
        }

        public override string PersistenceId => "counter";
    }
}
