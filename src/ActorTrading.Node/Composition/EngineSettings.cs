using ActorTrading.Engine;
using ActorTrading.Learning.Calibration;
using ActorTrading.Learning.Conformal;
using ActorTrading.Learning.Trees;
using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Market.Quality;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Composition;

/// <summary>From what a user writes (spans, shares per hour) to what the engine counts in (µs, per observation).</summary>
internal static class EngineSettings
{
    /// <summary>Calm, middle and wild: the interval keeps its coverage in each.</summary>
    private const int IntervalLevels = 3;

    /// <param name="timeframe">The decision timeframe, where something else than the settings decides it; horizons it cannot serve are left out.</param>
    /// <exception cref="UsageException">It can serve none of them.</exception>
    public static EngineOptions Engine(NodeOptions node, Timeframe? timeframe = null)
    {
        var decision = timeframe ?? node.Market.DecisionTimeframe;
        var horizons = node.Market.Horizons.Where(h => h.Length % decision.Length == 0).ToList();
        if (horizons.Count == 0)
        {
            throw new UsageException(
                $"no horizon of {string.Join(", ", node.Market.Horizons)} is a multiple of the candles' {decision}: set others with --set market.horizons=[{decision}]");
        }

        return new EngineOptions
        {
            DecisionTimeframe = decision,
            Horizons = horizons,
            Thresholds = new LabelThresholds(node.Market.LabelDown, node.Market.LabelUp),
            TickGate = new TickGateOptions
            {
                LateWindow = Micros(node.Quality.LateWindow),
                FutureTolerance = Micros(node.Quality.FutureTolerance),
                MaxPriceRatio = node.Quality.MaxPriceRatio,
            },
            BarGate = new BarGateOptions
            {
                FutureTolerance = Micros(node.Quality.FutureTolerance),
                MaxPriceRatio = node.Quality.MaxPriceRatio,
            },
            Silence = Micros(node.Quality.Silence),
            Forecast = new Engine.Predictors.ForecastOptions
            {
                ConfidenceThreshold = node.Forecast.ConfidenceThreshold,
                Blend = new Learning.Blending.BlendOptions
                {
                    // One outcome per decision bar.
                    Decay = Math.Pow(node.Forecast.Blend.DecayPerHour, decision.Minutes / 60.0),
                    Eta = node.Forecast.Blend.Eta,
                    Share = node.Forecast.Blend.Share,
                    Recalibration = new RecalibrationOptions { Window = node.Forecast.Calibration.Window, RefitEvery = node.Forecast.Calibration.RefitEvery },
                    Interval = new AdaptiveConformalOptions
                    {
                        Levels = IntervalLevels,
                        Alpha = 1 - node.Forecast.IntervalLevel,
                        Window = node.Forecast.Conformal.Window,
                        Gamma = node.Forecast.Conformal.Gamma,
                    },
                },
            },
            Supervision = new Engine.Predictors.ModelSupervision
            {
                SlowAfter = node.Models.SlowAfter,
                MaxFailures = node.Models.MaxFailures,
                FailureWindow = node.Models.FailureWindow,
                Quarantine = node.Models.Quarantine,
            },
            BarsRetained = node.Market.BarsRetained,
            SnapshotEvery = node.Journal.SnapshotEvery,
        }.Validate();
    }

    public static Engine.Training.TrainingOptions Training(NodeOptions node) => new()
    {
        Trees = new GradientBoostedTreesOptions
        {
            Rounds = node.Training.Rounds,
            LearningRate = node.Training.LearningRate,
            MaxDepth = node.Training.MaxDepth,
            EarlyStoppingRounds = node.Training.EarlyStopping,
            Seed = (ulong)node.Training.Seed,
            Threads = Math.Min(2, Environment.ProcessorCount),
        },
        MaxRows = node.Training.MaxRows,
        ValidationShare = node.Training.ValidationShare,
    };

    public static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
