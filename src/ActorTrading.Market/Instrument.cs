namespace ActorTrading.Market;

/// <summary>What is traded and in which steps.</summary>
/// <param name="Symbol">The canonical name.</param>
/// <param name="TickSize">Smallest price step, scaled by <see cref="Fixed.One"/>; above 0.</param>
/// <param name="LotSize">Smallest size step, scaled by <see cref="Fixed.One"/>; above 0.</param>
/// <param name="MinPrice">Lowest price ever plausible, scaled; none by default.</param>
/// <param name="MaxPrice">Highest price ever plausible, scaled; none by default.</param>
public sealed record Instrument(Symbol Symbol, long TickSize = 1, long LotSize = 1, long? MinPrice = null, long? MaxPrice = null)
{
    /// <exception cref="ArgumentOutOfRangeException">A step or bound is out of range; the message names it.</exception>
    public Instrument Validate()
    {
        AtLeast(TickSize, 1, nameof(TickSize));
        AtLeast(LotSize, 1, nameof(LotSize));
        AtLeast(MinPrice ?? 1, 1, nameof(MinPrice));
        AtLeast(MaxPrice ?? long.MaxValue, MinPrice ?? 1, nameof(MaxPrice));
        return this;
    }

    private void AtLeast(long value, long least, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} of {Symbol} must be at least {least} (scaled by 1e8).");
        }
    }
}
