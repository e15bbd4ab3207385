using ActorTrading.Engine.Predictors;
using ActorTrading.Learning.Scoring;

namespace ActorTrading.Engine.Evaluation;

/// <summary>One symbol and horizon walked forward: the sums, and what only the whole series tells.</summary>
public sealed class WalkResult
{
    /// <summary>Resamples behind an interval.</summary>
    public const int Resamples = 2000;

    /// <summary>Part of the resampled differences that an interval holds.</summary>
    public const double Level = 0.95;

    private const ulong Seed = 1;

    /// <param name="score">The sums over all forecasts.</param>
    /// <param name="forecasts">In order of time.</param>
    /// <param name="blockLength">Mean length of a bootstrap block in forecasts: several times as long as outcomes overlap and volatility clusters.</param>
    public WalkResult(HorizonScore score, IReadOnlyList<ScoredForecast> forecasts, int blockLength)
    {
        Score = score;
        SavedOverBaseRates = Saved(forecasts, blockLength, static f => f.BaseRateLogLoss);
        SavedOverEwma = Saved(forecasts, blockLength, static f => f.EwmaLogLoss);
        CoverageByVolatility = Thirds(forecasts);
    }

    public HorizonScore Score { get; }

    /// <summary>Log-loss of the rolling base rates less that of the forecast, on the rows both answered; null without such rows.</summary>
    public BootstrapInterval? SavedOverBaseRates { get; }

    /// <summary>The same for the EWMA expert.</summary>
    public BootstrapInterval? SavedOverEwma { get; }

    /// <summary>Share of returns within the interval in the calm, middle and wild third of the predicted volatility; empty with fewer than three forecasts.</summary>
    public IReadOnlyList<double> CoverageByVolatility { get; }

    private static BootstrapInterval? Saved(IReadOnlyList<ScoredForecast> forecasts, int blockLength, Func<ScoredForecast, double> other)
    {
        var both = forecasts.Where(f => double.IsFinite(other(f))).ToArray();
        return both.Length == 0
            ? null
            : BlockBootstrap.MeanDifference(
                [.. both.Select(other)], [.. both.Select(static f => f.LogLoss)], Math.Min(blockLength, both.Length), Resamples, Level, Seed);
    }

    private static double[] Thirds(IReadOnlyList<ScoredForecast> forecasts)
    {
        if (forecasts.Count < 3)
        {
            return [];
        }

        var byVolatility = forecasts.OrderBy(static f => f.Scale).ThenBy(static f => f.Time).ToArray();
        return [.. Enumerable.Range(0, 3).Select(third => byVolatility[Start(third)..Start(third + 1)].Average(static f => f.Covered ? 1.0 : 0))];

        int Start(int third) => (int)((long)byVolatility.Length * third / 3);
    }
}
