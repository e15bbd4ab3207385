namespace ActorTrading.Market;

/// <summary>What every computation over bars asks of the next one.</summary>
internal static class BarSequence
{
    /// <param name="seen">Bars before this one; if any, <paramref name="previous"/> is the last of them.</param>
    /// <exception cref="ArgumentException">The bar is not after the last one, or a price is not above 0.</exception>
    public static void Require(in Bar bar, in Bar previous, int seen)
    {
        if (!bar.IsSound)
        {
            throw new ArgumentException($"Prices must be above 0, high not below low and volume not negative: {bar}.", nameof(bar));
        }

        if (seen > 0 && bar.OpenTime <= previous.OpenTime)
        {
            throw new ArgumentException($"The bar at {bar.OpenTime} must come after the one at {previous.OpenTime}.", nameof(bar));
        }
    }
}
