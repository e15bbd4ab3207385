namespace ActorTrading.Node.Http;

/// <param name="Rows">Forecasts that have met their outcome.</param>
/// <param name="BaseRates">Down, flat, up among the outcomes.</param>
/// <param name="MajorityAccuracy">Accuracy of always naming the most frequent outcome.</param>
/// <param name="Skill">Part of the base rates' log-loss that the forecast saves; 0.1 is 10 %.</param>
/// <param name="Ece">Expected calibration error, 15 bins.</param>
/// <param name="Weights">Experts' weights now.</param>
internal sealed record PerformanceResponse(
    string Symbol,
    string Horizon,
    string Models,
    long Rows,
    IReadOnlyList<double> BaseRates,
    double Accuracy,
    double MajorityAccuracy,
    double LogLoss,
    double? BaseRateLogLoss,
    double? EwmaLogLoss,
    double? Skill,
    double Ece,
    double Brier,
    double IntervalLevel,
    double IntervalCoverage,
    double? DirectionalHitRate,
    long DirectionalRows,
    double? DirectionalP,
    IReadOnlyDictionary<string, double> Weights,
    bool Simulated);
