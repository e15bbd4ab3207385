namespace ActorTrading.Market.Labels;

/// <summary>Where flat ends. Simple returns as fractions: 0.01 is 1 %.</summary>
/// <param name="Down">A fall beyond this is <see cref="PriceMove.Down"/>; above 0, below 1.</param>
/// <param name="Up">A rise beyond this is <see cref="PriceMove.Up"/>; above 0, at most 10.</param>
public sealed record LabelThresholds(double Down = 0.01, double Up = 0.01)
{
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range; the message names it.</exception>
    public LabelThresholds Validate()
    {
        if (!(Down > 0 && Down < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Down), Down, "Down must be above 0 and below 1: 0.01 is 1 %.");
        }

        return Up > 0 && Up <= 10
            ? this
            : throw new ArgumentOutOfRangeException(nameof(Up), Up, "Up must be above 0 and at most 10: 0.01 is 1 %.");
    }

    /// <summary>
    /// The class of the move between two scaled prices. Compared in decimals, because in doubles 101/100 − 1 is more than 0.01.
    /// </summary>
    public PriceMove Classify(long from, long to)
    {
        if (to < from * (1m - (decimal)Down))
        {
            return PriceMove.Down;
        }

        return to > from * (1m + (decimal)Up) ? PriceMove.Up : PriceMove.Flat;
    }
}
