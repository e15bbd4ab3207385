using ActorTrading.Actors;
using ActorTrading.Actors.TestKit;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Ingest;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Ingest;

public sealed class IngestStreamTests : IAsyncDisposable
{
    private static readonly IngestOptions Options = new() { MaxInFlight = 4, MaxInFlightPerSymbol = 2, AckTimeout = TimeSpan.FromSeconds(30), MaxAttempts = 3 };

    private readonly ManualTimeProvider _clock = new();
    private readonly ActorSystem _system;
    private readonly ScriptedMarketActor.MarketScript _script = new();
    private readonly IActorRef _market;
    private readonly IngestStream _ingest;

    public IngestStreamTests()
    {
        _system = ActorSystem.Create("ingest", new ActorSystemOptions { TimeProvider = _clock });
        var script = _script;
        _market = _system.ActorOf(Props.Create(() => new ScriptedMarketActor(script)), "market");
        _ingest = new IngestStream(_market, Options, _clock);
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task Run_QuickMarket_DeliversEverythingInOrderFromWhereItStands()
    {
        _script.OnAsk = ask => new BatchStored(ask.Symbol, ask.Source, ask.Symbol == TestMarket.Btc ? 50 : 0);
        var feed = new ScriptedFeed([.. Batches(TestMarket.Btc, 20), .. Batches(TestMarket.Eth, 20)]);

        await _ingest.RunAsync(feed, CancellationToken.None);

        Assert.Equal(50, feed.Positions![TestMarket.Btc]);
        Assert.Equal(150 + 200, _ingest.Delivered);
        Assert.Equal(Enumerable.Range(6, 15).Select(i => i * 10L), Told(TestMarket.Btc));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => i * 10L), Told(TestMarket.Eth));
    }

    [Fact]
    public async Task Run_SlowMarket_FeedIsReadOnlyAsFarAsAnswersCome()
    {
        _script.OnBatch = _ => null;
        var feed = new ScriptedFeed(Batches(TestMarket.Btc, 100));
        var run = _ingest.RunAsync(feed, CancellationToken.None);
        var answered = 0;
        while (answered < 100)
        {
            await Eventually.TrueAsync(() => _script.Told.Count == Math.Min(2, 100 - answered), "two batches are under way");

            // Two under way, one read and waiting for room.
            Assert.InRange(feed.Pulled, answered, answered + 3);
            Assert.True(_script.Told.TryDequeue(out var told));
            told.Sender.Tell(ScriptedMarketActor.MarketScript.Stored(told.Batch), ActorRefs.NoSender);
            answered++;
        }

        await run.WaitAsync(EngineRun.Patience);
        Assert.Equal(1000, _ingest.Delivered);
    }

    [Fact]
    public async Task Run_ManySymbolsSlow_NoMoreUnderWayThanAllowedInAll()
    {
        _script.OnBatch = _ => null;
        var feed = new ScriptedFeed([.. Enumerable.Range(0, 30).SelectMany(i => Batches(Symbol.Parse($"S{i}-USDT"), 1))]);

        var run = _ingest.RunAsync(feed, CancellationToken.None);
        await Eventually.TrueAsync(() => _script.Told.Count == 4, "four batches are under way");

        Assert.InRange(feed.Pulled, 4, 5);
        while (!run.IsCompleted)
        {
            Assert.InRange(_script.Told.Count, 0, 4);
            _script.AnswerAll();
            await Task.WhenAny(run, Task.Delay(1));
        }

        await run;
    }

    [Fact]
    public async Task Run_AnswerLost_DeliversAgainAfterTheTimeout()
    {
        var lost = 0;
        _script.OnBatch = batch => batch.Position == 20 && Interlocked.Increment(ref lost) == 1 ? null : ScriptedMarketActor.MarketScript.Stored(batch);
        var run = _ingest.RunAsync(new ScriptedFeed(Batches(TestMarket.Btc, 5)), CancellationToken.None);

        await Eventually.TrueAsync(() => Volatile.Read(ref lost) == 1, "the answer is lost");
        Assert.False(run.IsCompleted);
        await AdvanceUntilAsync(run);

        await run;
        Assert.Equal(2, Told(TestMarket.Btc).Count(p => p == 20));
        Assert.Equal(50, _ingest.Delivered);
    }

    [Fact]
    public async Task Run_SymbolNeverStores_GivesUpAndSaysWhat()
    {
        _script.OnBatch = batch => new BatchStored(batch.Symbol, batch.Source, 0);
        var feed = new ScriptedFeed(Batches(TestMarket.Btc, 50));
        var run = _ingest.RunAsync(feed, CancellationToken.None);
        await AdvanceUntilAsync(run);

        var error = await Assert.ThrowsAsync<IngestException>(() => run);

        Assert.Contains("BTC-USDT did not store rows 1 to 10 of walk after 3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _ingest.Delivered);
        Assert.InRange(feed.Pulled, 1, 4);
    }

    [Fact]
    public async Task Run_SymbolSaysItNeverCan_StopsAtOnceWithItsReason()
    {
        _script.OnBatch = _ => new Status.Failure(new ArgumentException("no such bars"));

        var error = await Assert.ThrowsAsync<IngestException>(() => _ingest.RunAsync(new ScriptedFeed(Batches(TestMarket.Btc, 5)), CancellationToken.None));

        Assert.Contains("does not take rows 1 to 10 of walk: no such bars", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_WaitsForWhatIsUnderWay()
    {
        _script.OnBatch = _ => null;
        using var stop = new CancellationTokenSource();
        var feed = new ScriptedFeed(Batches(TestMarket.Btc, 50));
        var run = _ingest.RunAsync(feed, stop.Token);
        await Eventually.TrueAsync(() => _script.Told.Count == 2, "two batches are under way");

        await stop.CancelAsync();
        await Task.WhenAny(run, Task.Delay(50));

        Assert.False(run.IsCompleted);
        _script.AnswerAll();
        await run.WaitAsync(EngineRun.Patience);
        Assert.Equal(20, _ingest.Delivered);
        Assert.Empty(_script.Told);
    }

    [Fact]
    public async Task Run_CancelledAndMarketSilent_GivesItOneTimeoutOnly()
    {
        _script.OnBatch = _ => null;
        using var stop = new CancellationTokenSource();
        var run = _ingest.RunAsync(new ScriptedFeed(Batches(TestMarket.Btc, 50)), stop.Token);
        await Eventually.TrueAsync(() => _script.Told.Count == 2, "two batches are under way");

        await stop.CancelAsync();
        _clock.Advance(Options.AckTimeout);

        await run.WaitAsync(EngineRun.Patience);
        Assert.Equal(0, _ingest.Delivered);
        Assert.Equal(2, _script.Told.Count);
    }

    [Fact]
    public async Task Run_FeedBreaks_WhatItGaveIsDeliveredAndItsErrorTold()
    {
        _script.OnBatch = _ => null;
        var run = _ingest.RunAsync(new ScriptedFeed(Batches(TestMarket.Btc, 2), new InvalidDataException("line 3")), CancellationToken.None);
        await Eventually.TrueAsync(() => _script.Told.Count == 2, "both batches are under way");
        await Task.WhenAny(run, Task.Delay(50));

        Assert.False(run.IsCompleted);
        _script.AnswerAll();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => run);
        Assert.Equal("line 3", error.Message);
        Assert.Equal(20, _ingest.Delivered);
    }

    [Fact]
    public async Task Run_FirstQuestionLost_AsksAgain()
    {
        var asked = 0;
        _script.OnAsk = ask => Interlocked.Increment(ref asked) == 1 ? null : new BatchStored(ask.Symbol, ask.Source, 10);
        var feed = new ScriptedFeed(Batches(TestMarket.Btc, 3));
        var run = _ingest.RunAsync(feed, CancellationToken.None);

        await Eventually.TrueAsync(() => Volatile.Read(ref asked) == 1, "the question is lost");
        await AdvanceUntilAsync(run);

        await run;
        Assert.Equal(20, _ingest.Delivered);
    }

    [Fact]
    public async Task Run_JournalFailsNowAndThen_EveryRowIsStoredOnceWithoutWaitingForTheTimeout()
    {
        var ticks = TestMarket.Ticks(12, 56);
        var journal = new BreakableJournal { Fails = (number, _) => number is 1 or 4 };
        await using var run = new EngineRun(journal, TestMarket.Options, new ModelScript().Models("a", "b"));
        var ingest = new IngestStream(run.Market, Options with { AckTimeout = TimeSpan.FromHours(1), MaxAttempts = 30 }, TimeProvider.System);

        await ingest.RunAsync(new ScriptedFeed(TestMarket.Cut(TestMarket.Btc, ticks, () => 25)), CancellationToken.None).WaitAsync(EngineRun.Patience);

        Assert.Equal(ticks.Length, ingest.Delivered);
        Assert.Equal(ticks, (await journal.EventsAsync("BTC-USDT")).OfType<TicksRecorded>().SelectMany(e => e.Ticks.ToArray()));
    }

    private static List<MarketBatch> Batches(Symbol symbol, int count) =>
        [.. Enumerable.Range(1, count).Select(i => new TickBatch(symbol, new Tick[10], TestMarket.Source, i * 10))];

    private IEnumerable<long> Told(Symbol symbol) => _script.Told.Select(t => t.Batch).Where(b => b.Symbol == symbol).Select(b => b.Position);

    private async Task AdvanceUntilAsync(Task run)
    {
        for (var i = 0; i < 1000 && !run.IsCompleted; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(run, Task.Delay(5));
        }
    }
}
