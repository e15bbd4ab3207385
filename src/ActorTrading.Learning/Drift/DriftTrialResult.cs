namespace ActorTrading.Learning.Drift;

/// <summary>What <see cref="DriftTrial"/> found.</summary>
/// <param name="FalseAlarms">Drifts reported before the change, per 1,000 values.</param>
/// <param name="MedianDelay">Values after the change until the first report, that value included; a stream without report counts with all it has.</param>
/// <param name="Missed">Share of the streams without a report after the change.</param>
public readonly record struct DriftTrialResult(double FalseAlarms, double MedianDelay, double Missed);
