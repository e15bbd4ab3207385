using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Predictors;

/// <summary>From probabilities to BUY, SELL or HOLD.</summary>
public static class SignalRule
{
    /// <summary>The likeliest move, where it is likely enough; else the conservative fallback HOLD with its reason.</summary>
    public static (Signal Signal, string? Fallback) Decide(ReadOnlySpan<double> probabilities, bool answered, double threshold)
    {
        if (!answered)
        {
            return (Signal.Hold, "no model answered");
        }

        var top = 0;
        for (var i = 1; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[top])
            {
                top = i;
            }
        }

        if (probabilities[top] < threshold)
        {
            return (Signal.Hold, FormattableString.Invariant($"confidence {probabilities[top]:0.000} is below {threshold:0.000}"));
        }

        return ((PriceMove)top switch
        {
            PriceMove.Up => Signal.Buy,
            PriceMove.Down => Signal.Sell,
            _ => Signal.Hold,
        }, null);
    }
}
