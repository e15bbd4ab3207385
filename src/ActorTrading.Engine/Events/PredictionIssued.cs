using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

/// <summary>One forecast of one horizon, issued at the close of a decision bar.</summary>
/// <param name="Time">Close time of the decision bar.</param>
/// <param name="Price">Close of that bar, scaled by <see cref="Fixed.One"/>.</param>
/// <param name="Probabilities">Down, flat, up: calibrated, sum 1.</param>
/// <param name="ExpectedReturn">Mean simple return over the horizon (0.01 is 1 %).</param>
/// <param name="IntervalLow">Lower end of the interval for the simple return.</param>
/// <param name="IntervalHigh">Upper end of that interval.</param>
/// <param name="Confidence">The largest of the probabilities.</param>
/// <param name="FallbackReason">Why the answer is the conservative fallback (HOLD); null where it is not.</param>
/// <param name="Experts">Every expert in fixed order, sleepers with weight 0.</param>
public sealed record PredictionIssued(
    Horizon Horizon,
    long Time,
    long Price,
    double[] Probabilities,
    double ExpectedReturn,
    double IntervalLow,
    double IntervalHigh,
    double Confidence,
    Signal Signal,
    string? FallbackReason,
    IReadOnlyList<ExpertShare> Experts) : ISymbolEvent;
