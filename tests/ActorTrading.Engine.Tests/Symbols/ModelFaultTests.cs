using ActorTrading.Actors.TestKit;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Symbols;

public sealed class ModelFaultTests
{
    private static readonly Horizon H = ModelScript.Short;

    [Theory]
    [InlineData(Fault.Throw, ModelFailure.Exception, "InvalidOperationException: asked to")]
    [InlineData(Fault.NotANumber, ModelFailure.NotADistribution, "NaN")]
    [InlineData(Fault.SumIsNotOne, ModelFailure.NotADistribution, "answered")]
    internal async Task Predict_ModelFails_AbstainsIsJournalledAndStartsFresh(Fault fault, ModelFailure failure, string detail)
    {
        var script = new ModelScript { FaultAt = (h, model, time) => h == H && model == "bad" && time == TestMarket.Decision(3) ? fault : Fault.None };

        var events = await RunAsync(script, 60);

        var failed = Assert.Single(events.OfType<ModelFailed>());
        Assert.Equal((H, "bad", TestMarket.Decision(3), failure), (failed.Horizon, failed.Model, failed.Time, failed.Failure));
        Assert.Contains(detail, failed.Detail, StringComparison.Ordinal);
        var there = Prediction(events, H, 3);
        Assert.Equal([0.0, 1.0], there.Experts.Select(e => e.Weight));
        Assert.Equal(1, there.Probabilities.Sum(), 12);
        Assert.All(Prediction(events, H, 4).Experts, e => Assert.True(e.Weight > 0));
        Assert.All(Prediction(events, ModelScript.Long, 3).Experts, e => Assert.True(e.Weight > 0));
        Assert.Equal(2, script.Made(H, "bad"));
        Assert.Equal(1, script.Made(H, "good"));
        Assert.Equal(1, script.Made(ModelScript.Long, "bad"));
    }

    [Fact]
    public async Task Predict_EveryModelFails_FallsBackToHoldAndSaysSo()
    {
        var script = new ModelScript { FaultAt = (_, _, time) => time == TestMarket.Decision(2) ? Fault.Throw : Fault.None };

        var events = await RunAsync(script, 55);

        var there = Prediction(events, H, 2);
        Assert.Equal(Signal.Hold, there.Signal);
        Assert.Equal("no model answered", there.FallbackReason);
        Assert.Equal(4, events.OfType<ModelFailed>().Count());
        Assert.NotEqual("no model answered", Prediction(events, H, 3).FallbackReason);
    }

    [Fact]
    public async Task Predict_DetailIsNoValidUnicode_IsStoredAllTheSame()
    {
        var script = new ModelScript
        {
            FaultAt = (h, model, time) => h == H && model == "bad" && time == TestMarket.Decision(1) ? Fault.Throw : Fault.None,
            Message = "\ud800" + string.Concat(Enumerable.Repeat("\U0001F4A5", 200)),
        };

        var failed = Assert.Single((await RunAsync(script, 54)).OfType<ModelFailed>());

        Assert.InRange(failed.Detail.Length, 150, 200);
    }

    [Fact]
    public async Task Predict_FailsTooOften_IsNotAskedUntilQuarantineEnds()
    {
        var options = TestMarket.Options with
        {
            Supervision = new ModelSupervision { MaxFailures = 3, Quarantine = TimeSpan.FromMinutes(30), SlowAfter = TimeSpan.FromMinutes(5) },
        };
        var script = new ModelScript
        {
            FaultAt = (h, model, time) => h == H && model == "bad" && time <= TestMarket.Decision(4) && time >= TestMarket.Decision(2) ? Fault.Throw : Fault.None,
        };

        var events = await RunAsync(script, 70, options);

        Assert.Equal(3, events.OfType<ModelFailed>().Count());
        var quarantined = Assert.Single(events.OfType<ModelQuarantined>());
        Assert.Equal(
            new ModelQuarantined(H, "bad", TestMarket.Decision(4), TestMarket.Decision(10), 3), quarantined);
        for (var n = 5; n < 10; n++)
        {
            Assert.Equal(0, script.Asked(H, "bad", TestMarket.Decision(n)));
            Assert.Equal(0, Prediction(events, H, n).Experts[0].Weight);
        }

        Assert.Equal(1, script.Asked(H, "bad", TestMarket.Decision(10)));
        Assert.True(Prediction(events, H, 10).Experts[0].Weight > 0);
    }

    [Fact]
    public async Task Predict_FailuresSpreadBeyondTheWindow_AreNoReasonForQuarantine()
    {
        var options = TestMarket.Options with
        {
            Supervision = new ModelSupervision { MaxFailures = 2, FailureWindow = TimeSpan.FromMinutes(20), SlowAfter = TimeSpan.FromMinutes(5) },
        };

        // Every fourth bar: 20 minutes apart, and the window does not hold its own far end.
        var script = new ModelScript { FaultAt = (h, model, time) => h == H && model == "bad" && (time - TestMarket.FirstForecast) % (20 * TestMarket.Minute) == 0 ? Fault.Throw : Fault.None };

        var events = await RunAsync(script, 70, options);

        Assert.Equal(5, events.OfType<ModelFailed>().Count());
        Assert.Empty(events.OfType<ModelQuarantined>());
    }

    [Fact]
    public async Task Predict_ModelNeverAnswers_IsReplacedAndTheSymbolGoesOn()
    {
        var clock = new ManualTimeProvider();
        var script = new ModelScript { FaultAt = (h, model, time) => h == H && model == "bad" && time == TestMarket.Decision(1) ? Fault.Hang : Fault.None };
        var journal = new BreakableJournal();
        var ticks = TestMarket.Ticks(1, 56);
        await using (var run = new EngineRun(journal, TestMarket.Options, script.Models("bad", "good"), clock: clock))
        {
            var fed = FeedWithoutTimeoutAsync(run, TestMarket.Cut(TestMarket.Btc, ticks, () => 20));
            await Eventually.TrueAsync(() => script.Asked(H, "bad", TestMarket.Decision(1)) == 1 && script.Asked(H, "good", TestMarket.Decision(1)) == 1, "the model hangs");
            Assert.False(fed.IsCompleted);
            while (!fed.IsCompleted)
            {
                clock.Advance(TestMarket.Options.Supervision.SlowAfter);
                await Task.WhenAny(fed, Task.Delay(100));
            }

            Assert.Equal(ticks.Length, await fed);
            script.Release.Set();
        }

        var events = await journal.EventsAsync("BTC-USDT");
        var failed = Assert.Single(events.OfType<ModelFailed>());
        Assert.Equal(("bad", TestMarket.Decision(1), ModelFailure.Slow), (failed.Model, failed.Time, failed.Failure));
        Assert.Equal(0, Prediction(events, H, 1).Experts[0].Weight);
        Assert.True(Prediction(events, H, 2).Experts[0].Weight > 0);
        Assert.Equal(2, script.Made(H, "bad"));
    }

    [Fact]
    public async Task Predict_ModelOfOneSymbolBroken_OthersAreNotTouched()
    {
        var script = new ModelScript();
        var batches = TestMarket.Cut(TestMarket.Eth, TestMarket.Ticks(7, 60), () => 50);
        var alone = await EngineRun.UndisturbedAsync(batches, TestMarket.Options, script.Models("bad", "good"));

        // Both symbols share script and event times, so the fault is tied to the data only Bitcoin has: it runs two bars ahead.
        var ahead = TestMarket.Decision(11);
        script.FaultAt = (_, model, time) => model == "bad" && time >= ahead ? Fault.Throw : Fault.None;
        var journal = new BreakableJournal();
        await using (var run = new EngineRun(journal, TestMarket.Options, script.Models("bad", "good")))
        {
            Assert.True(await run.FeedAsync(TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(8, 70), () => 50)));
            Assert.True(await run.FeedAsync(batches));
        }

        Assert.NotEmpty((await journal.EventsAsync("BTC-USDT")).OfType<ModelFailed>());
        Assert.Equal(
            (await alone.EventsAsync("ETH-USDT")).OfType<PredictionIssued>().Select(p => p.Probabilities),
            (await journal.EventsAsync("ETH-USDT")).OfType<PredictionIssued>().Select(p => p.Probabilities));
    }

    [Fact]
    public async Task Recover_EverythingInQuarantineForLong_DoesNotPileUpOnTheStack()
    {
        var options = TestMarket.Options with
        {
            Horizons = [H],
            Supervision = new ModelSupervision { MaxFailures = 1, Quarantine = TimeSpan.FromDays(3650), SlowAfter = TimeSpan.FromMinutes(5) },
        };
        var script = new ModelScript { FaultAt = (_, _, _) => Fault.Throw };
        var candles = Enumerable.Range(0, 20_000).Select(i => new Bar(TestMarket.Start + (i * 5 * TestMarket.Minute), 100, 110, 90, 100 + (i % 7), 5, 2, 500, 3)).ToArray();
        var batch = new BarBatch(TestMarket.Btc, Timeframe.M5, candles, TestMarket.Source, candles.Length);

        var journal = await EngineRun.UndisturbedAsync([batch], options, script.Models("bad", "good"));

        var events = await journal.EventsAsync("BTC-USDT");
        Assert.Equal(20_000 - 49, events.OfType<PredictionIssued>().Count());
        Assert.Equal(2, events.OfType<ModelQuarantined>().Count());
    }

    private static async Task<long> FeedWithoutTimeoutAsync(EngineRun run, List<TickBatch> batches)
    {
        var position = 0L;
        foreach (var batch in batches)
        {
            position = (await run.TellAsync(batch, Timeout.InfiniteTimeSpan)).Position;
        }

        return position;
    }

    private static async Task<List<ISymbolEvent>> RunAsync(ModelScript script, int bars, EngineOptions? options = null)
    {
        var batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(1, bars), () => 17);
        var journal = await EngineRun.UndisturbedAsync(batches, options ?? TestMarket.Options, script.Models("bad", "good"));
        return await journal.EventsAsync("BTC-USDT");
    }

    private static PredictionIssued Prediction(List<ISymbolEvent> events, Horizon horizon, int n) =>
        events.OfType<PredictionIssued>().Single(p => p.Horizon == horizon && p.Time == TestMarket.Decision(n));
}
