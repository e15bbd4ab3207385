using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>What came of a signal: BUY hits where the price rose, SELL where it fell, HOLD where it stayed within the thresholds of the labels.</summary>
public static class SignalJudge
{
    /// <param name="price">At the signal, scaled, above 0.</param>
    /// <param name="after">At its horizon, scaled.</param>
    /// <returns>Profit without fees: what the price rose after BUY, what it fell after SELL, 0 after HOLD.</returns>
    public static SignalOutcome Judge(Signal signal, long price, long after, LabelThresholds thresholds)
    {
        var move = thresholds.Classify(price, after);
        var change = (double)(100m * (after - price) / price);
        return signal switch
        {
            Signal.Buy => new SignalOutcome(after > price ? SignalResult.Hit : SignalResult.Miss, move, change, change),
            Signal.Sell => new SignalOutcome(after < price ? SignalResult.Hit : SignalResult.Miss, move, change, 0 - change),
            Signal.Hold => new SignalOutcome(move == PriceMove.Flat ? SignalResult.Hit : SignalResult.Miss, move, change, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "A signal must be one of the named ones."),
        };
    }
}
