using ActorTrading.Engine.Events;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Tests.Events;

/// <summary>One small instance of everything that is stored, by the name of its golden file. Never changed: the files are what old journals hold.</summary>
internal static class EventExamples
{
    public static IReadOnlyDictionary<string, (string Manifest, object Value)> All { get; } = new Dictionary<string, (string, object)>(StringComparer.Ordinal)
    {
        ["ticks-recorded.1"] = ("ticks-recorded:1", new TicksRecorded(
            "s", 3, 7, new[] { new Tick(1000, 150_000_000, 50_000_000, 11, Side.Buy), new Tick(1001, 140_000_000, 100_000_000, 12, Side.Sell) },
            [new RefusedRow(1, RefusalReason.AbsurdPrice)])),
        ["bars-recorded.1"] = ("bars-recorded:1", new BarsRecorded(
            "s", 1, 0, Timeframe.M5, new[] { new Bar(300, 10, 12, 9, 11, 4, 1, 2.5m, 3) }, [], History: true)),
        ["bar-closed.1"] = ("bar-closed:1", new BarClosed(Timeframe.M1, new Bar(60, 10, 12, 9, 11, 4, 1, 2.5m, 3))),
        ["bar-corrected.1"] = ("bar-corrected:1", new BarCorrected(Timeframe.H1, new Bar(3600, 10, 12, 9, 11, 4, 1, 2.5m, 3), CandleSource.Okx, 2)),
        ["prediction-issued.1"] = ("prediction-issued:1", new PredictionIssued(
            Horizon.H1, 5, 6, [0.25, 0.5, 0.25], 0.125, -0.5, 0.5, 0.5, Signal.Hold, "no", [new ExpertShare("a", "1", 1)])),
        ["prediction-issued-without-fallback.1"] = ("prediction-issued:1", new PredictionIssued(
            Horizon.H24, 5, 6, [0, 0.25, 0.75], 0, 0, 0, 0.75, Signal.Buy, null, [])),
        ["outcome-observed.1"] = ("outcome-observed:1", new OutcomeObserved(Horizon.H4, 1, 2, 0.5, PriceMove.Up, Missing: false)),
        ["outcome-missing.1"] = ("outcome-observed:1", new OutcomeObserved(Horizon.H4, 1, 2, 0, PriceMove.Flat, Missing: true)),
        ["weights-changed.1"] = ("weights-changed:1", new WeightsChanged(Horizon.H1, 1, [0.25, 0.75])),
        ["model-failed.1"] = ("model-failed:1", new ModelFailed(Horizon.H1, "m", 1, ModelFailure.Slow, "d")),
        ["model-quarantined.1"] = ("model-quarantined:1", new ModelQuarantined(Horizon.H1, "m", 1, 2, 3)),
        ["symbol-snapshot.1"] = ("symbol-snapshot:1", new SymbolSnapshot(
            [1, 2], "art", new Dictionary<Horizon, byte[]> { [Horizon.H1] = [3], [Horizon.H4] = [] })),
    };

    /// <summary>Field by field, because records compare arrays and memory by reference.</summary>
    public static void AssertSame(object expected, object actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        switch (expected, actual)
        {
            case (TicksRecorded e, TicksRecorded a):
                Assert.Equal(e with { Ticks = default, Refused = [] }, a with { Ticks = default, Refused = [] });
                Assert.Equal(e.Ticks.ToArray(), a.Ticks.ToArray());
                Assert.Equal(e.Refused, a.Refused);
                break;
            case (BarsRecorded e, BarsRecorded a):
                Assert.Equal(e with { Bars = default, Refused = [] }, a with { Bars = default, Refused = [] });
                Assert.Equal(e.Bars.ToArray(), a.Bars.ToArray());
                Assert.Equal(e.Refused, a.Refused);
                break;
            case (PredictionIssued e, PredictionIssued a):
                Assert.Equal(e with { Probabilities = [], Experts = [] }, a with { Probabilities = [], Experts = [] });
                Assert.Equal(e.Probabilities, a.Probabilities);
                Assert.Equal(e.Experts, a.Experts);
                break;
            case (WeightsChanged e, WeightsChanged a):
                Assert.Equal((e.Horizon, e.Time), (a.Horizon, a.Time));
                Assert.Equal(e.Weights, a.Weights);
                break;
            case (SymbolSnapshot e, SymbolSnapshot a):
                Assert.Equal(e.Artifact, a.Artifact);
                Assert.Equal(e.Pipeline, a.Pipeline);
                Assert.Equal(e.Predictors.OrderBy(p => p.Key), a.Predictors.OrderBy(p => p.Key));
                break;
            default:
                Assert.Equal(expected, actual);
                break;
        }
    }
}
