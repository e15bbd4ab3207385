using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Engine.Views;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Symbols;

public sealed class JournalFailureTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_FailsOnce_SymbolComesBackAndTheBatchIsStoredOnce(bool storedAllTheSame)
    {
        var ticks = TestMarket.Ticks(3, 56);
        var batches = TestMarket.Cut(TestMarket.Btc, ticks, () => 40);
        var script = new ModelScript();
        var whole = await EngineRun.UndisturbedAsync(batches, TestMarket.Options, script.Models("a", "b"));
        var journal = new BreakableJournal { Fails = (number, _) => number == 2, StoreBeforeFailing = storedAllTheSame };
        await using (var run = new EngineRun(journal, TestMarket.Options, script.Models("a", "b")))
        {
            foreach (var batch in batches)
            {
                await DeliverAsync(run, batch);
            }
        }

        Assert.True(journal.Broken.IsCompletedSuccessfully);
        var rows = (await journal.EventsAsync("BTC-USDT")).OfType<TicksRecorded>().SelectMany(e => e.Ticks.ToArray());
        Assert.Equal(ticks, rows);
        Assert.Equal(await EngineRun.HashAsync(whole, TestMarket.Options), await EngineRun.HashAsync(journal, TestMarket.Options));
    }

    [Fact]
    public async Task Write_OfOneSymbolKeepsFailing_OthersGoOn()
    {
        var script = new ModelScript();
        var journal = new BreakableJournal { Fails = (_, events) => events[0].PersistenceId == "symbol-BTC-USDT" };
        await using var run = new EngineRun(journal, TestMarket.Options, script.Models("a"));
        run.Market.Tell(TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(1, 3), () => 5)[0], ActorRefs.NoSender);
        await journal.Broken;

        foreach (var batch in TestMarket.Cut(TestMarket.Eth, TestMarket.Ticks(2, 60), () => 50))
        {
            Assert.Equal(batch.Position, (await run.TellAsync(batch)).Position);
        }

        Assert.NotEmpty(run.View.Find(TestMarket.Eth)!.Latest());
        Assert.Empty(await journal.EventsAsync("BTC-USDT"));
    }

    [Fact]
    public async Task Write_IsRefused_NothingIsAcknowledgedThatIsNotStored()
    {
        var journal = new RefusingJournal();
        await using var system = new DisposableSystem(EngineSystem.Create("refusing", journal, new InMemorySnapshotStore(), TimeProvider.System));
        var market = system.Value.ActorOf(MarketActor.Props(TestMarket.Options, new ModelScript().Models("a"), new MarketView(TimeProvider.System)), "market");
        var batch = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(1, 3), () => 5)[0];

        Assert.Equal(0, (await market.Ask<BatchStored>(batch, EngineRun.Patience)).Position);

        journal.Refuses = false;
        var stored = await AskUntilAnsweredAsync(market, new GetSymbolPosition(TestMarket.Btc, TestMarket.Source));
        Assert.Equal(0, stored.Position);
        Assert.Equal(5, (await market.Ask<BatchStored>(batch, EngineRun.Patience)).Position);
    }

    [Fact]
    public async Task Tell_DuplicateOverlappingAndEarlyBatches_EveryRowIsStoredOnce()
    {
        var ticks = TestMarket.Ticks(4, 20);
        TickBatch Rows(int from, int to) => new(TestMarket.Btc, ticks.AsMemory(from, to - from), TestMarket.Source, to);
        var journal = new BreakableJournal();
        await using var run = new EngineRun(journal, TestMarket.Options, new ModelScript().Models("a"));

        Assert.Equal(10, (await run.TellAsync(Rows(0, 10))).Position);
        Assert.Equal(10, (await run.TellAsync(Rows(0, 10))).Position);
        Assert.Equal(10, (await run.TellAsync(Rows(20, 30))).Position);
        Assert.Equal(25, (await run.TellAsync(Rows(5, 25))).Position);
        Assert.Equal(25, (await run.TellAsync(Rows(12, 20))).Position);
        Assert.Equal(30, (await run.TellAsync(Rows(20, 30))).Position);

        var recorded = (await journal.EventsAsync("BTC-USDT")).OfType<TicksRecorded>().ToList();
        Assert.Equal([10, 25, 30], recorded.Select(r => r.Position));
        Assert.Equal(ticks.Take(30), recorded.SelectMany(r => r.Ticks.ToArray()));
    }

    [Fact]
    public async Task Tell_RowsThatCanNeverBeTakenIn_AnswersWhyAndLosesNothing()
    {
        var journal = new BreakableJournal();
        await using var run = new EngineRun(journal, TestMarket.Options, new ModelScript().Models("a"));
        var hours = new BarBatch(TestMarket.Btc, Timeframe.H1, new[] { new Bar(TestMarket.Start, 1, 1, 1, 1, 1, 1, 1, 1) }, "candles", 1);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => run.TellAsync(hours));

        Assert.Contains("Bars of 1h cannot serve decisions every 5m", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await run.TellAsync(TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(1, 3), () => 5)[0])).Position);
        var other = await Assert.ThrowsAsync<ArgumentException>(() => run.TellAsync(hours with { Timeframe = Timeframe.M5 }));
        Assert.Contains("was fed from 1m until now", other.Message, StringComparison.Ordinal);
    }

    /// <summary>Told again until it is stored, as the feed does.</summary>
    private static Task DeliverAsync(EngineRun run, TickBatch batch) =>
        Eventually.TrueAsync(async () => (await run.TellAsync(batch)).Position >= batch.Position, $"rows up to {batch.Position} are stored");

    private static async Task<BatchStored> AskUntilAnsweredAsync(IActorRef market, object message)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await market.Ask<BatchStored>(message, Short);
            }
            catch (AskTimeoutException) when (attempt < 20)
            {
                // Down for its back-off.
            }
        }
    }

    private sealed class DisposableSystem(ActorSystem system) : IAsyncDisposable
    {
        public ActorSystem Value => system;

        public async ValueTask DisposeAsync() => await system.Terminate();
    }

    private sealed class RefusingJournal : IJournal
    {
        private readonly InMemoryJournal _inner = new();

        public bool Refuses { get; set; } = true;

        public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default) => Refuses
            ? Task.FromException(new EventRejectedException("not serializable"))
            : _inner.WriteAsync(events, cancellationToken);

        public IAsyncEnumerable<PersistentRepr> ReplayAsync(
            string persistenceId, long fromSequenceNr, long toSequenceNr, long max, CancellationToken cancellationToken = default) =>
            _inner.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, cancellationToken);

        public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
            _inner.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);

        public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
            _inner.DeleteToAsync(persistenceId, toSequenceNr, cancellationToken);

        public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
            _inner.CurrentPersistenceIdsAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
