using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Tests;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>What every journal has to do about those who lost their shard.</summary>
public abstract class FencedJournalContract : JournalContract
{
    [Fact]
    public async Task RaiseEpoch_AgainAndAgain_CountsFromOnePerShard()
    {
        await using var journal = await CreateAsync();

        Assert.Equal(1, await journal.RaiseEpochAsync("s"));
        Assert.Equal(2, await journal.RaiseEpochAsync("s"));
        Assert.Equal(1, await journal.RaiseEpochAsync("other"));
    }

    [Fact]
    public async Task RaiseEpoch_ManyAtOnce_GivesEachItsOwn()
    {
        await using var journal = await CreateAsync();

        var epochs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => journal.RaiseEpochAsync("s")));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), epochs.Order());
    }

    [Fact]
    public async Task RaiseEpoch_EmptyShard_IsTheCallersMistake()
    {
        await using var journal = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => journal.RaiseEpochAsync(""));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 7, true)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, true)]
    [InlineData(3, 2, false)]
    [InlineData(1, 0, false)]
    public async Task Write_UnderAnEpoch_IsStoredUnlessTheShardHasAHigherOne(int raised, long own, bool stored)
    {
        await using var journal = await CreateAsync();
        for (var i = 0; i < raised; i++)
        {
            await journal.RaiseEpochAsync("s");
        }

        var write = journal.WriteAsync(Fenced("a", own, 1, 2, 3));

        if (stored)
        {
            await write;
        }
        else
        {
            var refusal = await Assert.ThrowsAsync<StaleWriterException>(() => write);
            Assert.Equal((new WriterEpoch("s", own), (long)raised, "a"), (refusal.Own, refusal.StoredEpoch, refusal.PersistenceId));
            Assert.Contains($"epoch {own} of shard 's'", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"at epoch {raised}", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(stored ? 3 : 0, (await All(journal, "a")).Count);
        Assert.Equal(stored ? 3 : 0, await journal.ReadHighestSequenceNrAsync("a"));
    }

    [Fact]
    public async Task Write_StaleAmongOthers_IsRefusedAlone()
    {
        await using var journal = await CreateAsync();
        await journal.RaiseEpochAsync("s");
        await journal.RaiseEpochAsync("s");
        await journal.RaiseEpochAsync("t");

        var others = Enumerable.Range(0, 30).Select(n => journal.WriteAsync([Event($"free-{n}", 1, "x")])).ToArray();
        var stale = journal.WriteAsync(Fenced("stale", 1, 1));
        var fresh = Enumerable.Range(0, 30).Select(n => journal.WriteAsync(Fenced($"fresh-{n}", 2, 1))).ToArray();
        var other = journal.WriteAsync([Event("other", 1, "x", "tag") with { Fence = new WriterEpoch("t", 1) }]);

        await Assert.ThrowsAsync<StaleWriterException>(() => stale);
        await Task.WhenAll([.. others, .. fresh, other]);
        Assert.Equal(61, await journal.CurrentPersistenceIdsAsync().CountAsync());
    }

    [Fact]
    public async Task Write_EventsOfTwoFences_IsTheCallersMistake()
    {
        await using var journal = await CreateAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => journal.WriteAsync([.. Fenced("a", 1, 1), .. Fenced("a", 2, 2)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => journal.WriteAsync([.. Fenced("a", 1, 1), Event("a", 2, "x")]));

        Assert.Equal(0, await journal.ReadHighestSequenceNrAsync("a"));
    }

    /// <summary>Writers that never stop are overtaken: what each raise finds stored is all that its predecessors ever stored.</summary>
    [Fact]
    public async Task RaiseEpoch_WhileThePredecessorWrites_LetsNothingOfItThroughAfterwards()
    {
        const int Ids = 4;
        await using var journal = await CreateAsync();
        for (var round = 0; round < 15; round++)
        {
            var epoch = await journal.RaiseEpochAsync("s");
            var ids = Enumerable.Range(0, Ids).Select(n => $"{round}-{n}").ToArray();
            var started = new SemaphoreSlim(0);
            var writers = ids.Select(id => Task.Run(async () =>
            {
                for (var n = 1; ; n++)
                {
                    var write = journal.WriteAsync(Fenced(id, epoch, n));
                    await write.ContinueWith(_ => { }, TaskScheduler.Default);
                    if (!write.IsCompletedSuccessfully)
                    {
                        Assert.IsType<StaleWriterException>(write.Exception?.InnerException);
                        return n - 1;
                    }

                    started.Release();
                }
            })).ToArray();
            for (var i = 0; i < Ids * 3; i++)
            {
                await started.WaitAsync(TimeSpan.FromSeconds(10));
            }

            await journal.RaiseEpochAsync("s");

            var found = await Task.WhenAll(ids.Select(id => journal.ReadHighestSequenceNrAsync(id)));
            var stored = await Task.WhenAll(writers);
            Assert.Equal(stored.Select(n => (long)n), found);
        }
    }

    [Fact]
    public async Task Actor_WhoseShardWasTakenOver_IsStoppedWithTheReason()
    {
        var journal = await CreateAsync();
        var epochs = new FixedEpochs(await journal.RaiseEpochAsync("s"));
        var system = ActorSystem.Create("fenced", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal, Fencing = epochs } });
        var tally = new Tally();
        var keeper = system.ActorOf(Keeper.Props("a", tally));
        keeper.Tell("one");
        await Eventually.TrueAsync(() => tally.Stored == 1, "the first event is stored");

        await journal.RaiseEpochAsync("s");
        keeper.Tell("two");

        await Eventually.TrueAsync(() => tally.Stopped == 1, "the stale actor has stopped");
        Assert.Contains("taken over at epoch 2", Assert.IsType<StaleWriterException>(tally.Failure).Message, StringComparison.Ordinal);
        Assert.Equal([new Note("one")], (await All(journal, "a")).Select(e => e.Payload));
        await system.Terminate();
        await journal.DisposeAsync();
    }

    /// <summary>Each recovers before the other writes, so that both believe in the same next number.</summary>
    [Fact]
    public async Task Actors_TwoOfOneId_ExactlyOneWinsAndTheOtherIsStoppedWithTheReason()
    {
        var journal = await CreateAsync();
        var tallies = new[] { new Tally(), new Tally() };
        var systems = tallies.Select((_, n) => ActorSystem.Create($"writer-{n}", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } })).ToArray();
        var keepers = systems.Zip(tallies, (system, tally) => system.ActorOf(Keeper.Props("a", tally))).ToArray();
        await Eventually.TrueAsync(() => tallies.All(t => t.Started == 1), "both have recovered");

        keepers[0].Tell("of 0");
        keepers[1].Tell("of 1");
        await Eventually.TrueAsync(() => tallies.Sum(t => t.Stored) == 1 && tallies.Sum(t => t.Stopped) == 1, "one has stored, the other has stopped");

        var winner = tallies[0].Stored == 1 ? 0 : 1;
        Assert.Equal((0, 1), (tallies[winner].Stopped, tallies[1 - winner].Stopped));
        Assert.Contains("'a'", tallies[1 - winner].Failure!.Message, StringComparison.Ordinal);
        keepers[winner].Tell("again");
        await Eventually.TrueAsync(() => tallies[winner].Stored == 2, "the winner goes on");
        Assert.Equal([new Note($"of {winner}"), new Note("again")], (await All(journal, "a")).Select(e => e.Payload));
        await Task.WhenAll(systems.Select(s => s.Terminate()));
        await journal.DisposeAsync();
    }

    protected static PersistentRepr[] Fenced(string id, long epoch, params int[] numbers) =>
        [.. numbers.Select(n => Event(id, n, $"{n}") with { Fence = new WriterEpoch("s", epoch) })];

    private sealed class FixedEpochs(long epoch) : IWriterEpochs
    {
        public WriterEpoch EpochOf(string persistenceId) => new("s", epoch);
    }
}
