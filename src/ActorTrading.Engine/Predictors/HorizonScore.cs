using ActorTrading.Learning.Scoring;

namespace ActorTrading.Engine.Predictors;

/// <summary>How the forecasts of one horizon have done, beside what anyone could have done without a model.</summary>
/// <param name="Rows">Forecasts that met an outcome.</param>
/// <param name="BaseRates">Share of down, flat, up among the outcomes.</param>
/// <param name="BaseRateLogLoss">Log-loss of the rolling base rates on the same rows.</param>
/// <param name="EwmaLogLoss">Log-loss of the fat-tailed EWMA expert on the same rows.</param>
/// <param name="Ece">Expected calibration error of the most probable class, 15 bins.</param>
/// <param name="Brier">Mean of the summed squared errors over the three classes, 0 to 2.</param>
/// <param name="SelectiveThreshold">Confidence from which an answer counts as selected.</param>
/// <param name="SelectiveAccuracy">Share of right answers among the selected; NaN when there are none.</param>
/// <param name="SelectiveCoverage">Share of the answers that are selected.</param>
/// <param name="IntervalCoverage">Share of returns within the interval.</param>
/// <param name="IntervalMeanWidth">Mean width of the interval, as a return.</param>
/// <param name="DirectionalHits">Among outcomes that do not overlap and were down or up: those whose side was called.</param>
/// <param name="Weights">Expert weights now, by name.</param>
public sealed record HorizonScore(
    long Rows,
    double[] BaseRates,
    double Accuracy,
    double LogLoss,
    double BaseRateLogLoss,
    double EwmaLogLoss,
    double Ece,
    double Brier,
    double SelectiveThreshold,
    double SelectiveAccuracy,
    double SelectiveCoverage,
    double IntervalLevel,
    double IntervalCoverage,
    double IntervalMeanWidth,
    long DirectionalHits,
    long DirectionalRows,
    IReadOnlyDictionary<string, double> Weights)
{
    /// <summary>Accuracy of always naming the class that turned out most frequent.</summary>
    public double MajorityAccuracy => BaseRates.Max();

    /// <summary>Part of the base rates' log-loss that the forecast saves; 0.1 is 10 %.</summary>
    public double Skill => 1 - (LogLoss / BaseRateLogLoss);

    public double DirectionalHitRate => DirectionalRows == 0 ? double.NaN : DirectionalHits / (double)DirectionalRows;

    /// <summary>Two-sided exact binomial p-value of the hit rate against one half.</summary>
    public double DirectionalP => DirectionalRows == 0 ? double.NaN : BinomialTest.TwoSided(DirectionalHits, DirectionalRows, 0.5);
}
