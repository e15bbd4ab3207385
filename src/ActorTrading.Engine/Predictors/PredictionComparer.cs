using ActorTrading.Engine.Events;

namespace ActorTrading.Engine.Predictors;

/// <summary>Equality to the last bit.</summary>
internal static class PredictionComparer
{
    public static bool Same(PredictionIssued a, PredictionIssued b) =>
        a.Horizon == b.Horizon && a.Time == b.Time && a.Price == b.Price && a.Signal == b.Signal
        && string.Equals(a.FallbackReason, b.FallbackReason, StringComparison.Ordinal)
        && Same(a.Probabilities, b.Probabilities)
        && Same([a.ExpectedReturn, a.IntervalLow, a.IntervalHigh, a.Confidence], [b.ExpectedReturn, b.IntervalLow, b.IntervalHigh, b.Confidence])
        && a.Experts.SequenceEqual(b.Experts);

    public static bool Same(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(a[i]) != BitConverter.DoubleToInt64Bits(b[i]))
            {
                return false;
            }
        }

        return true;
    }
}
