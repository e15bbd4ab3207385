namespace ActorTrading.Market.Quality;

/// <summary>
/// Tells an absurd price from a new level: a price too far from the last accepted one is refused, unless enough refused ones in a row agreed with each other.
/// </summary>
internal sealed class PriceLevel(double maxRatio, int confirmations)
{
    private long _last;
    private long _lowest;
    private long _highest;
    private int _agreeing;

    /// <summary>Takes the price in if it is plausible.</summary>
    public bool Accepts(long price)
    {
        if (_last != 0 && !Near(price, _last, maxRatio) && !Confirmed(price))
        {
            return false;
        }

        _last = price;
        _agreeing = 0;
        return true;
    }

    public static bool Near(long a, long b, double ratio) => a <= b * ratio && b <= a * ratio;

    public void Save(BinaryWriter writer)
    {
        writer.Write(_last);
        writer.Write(_lowest);
        writer.Write(_highest);
        writer.Write(_agreeing);
    }

    public void Load(BinaryReader reader)
    {
        _last = reader.ReadInt64();
        _lowest = reader.ReadInt64();
        _highest = reader.ReadInt64();
        _agreeing = reader.ReadInt32();
        if (_last < 0 || _agreeing < 0)
        {
            throw new InvalidDataException($"Saved price level {_last} with {_agreeing} confirmations; neither may be negative.");
        }
    }

    private bool Confirmed(long price)
    {
        var lowest = Math.Min(_lowest, price);
        var highest = Math.Max(_highest, price);
        if (_agreeing == 0 || !Near(lowest, highest, maxRatio))
        {
            _lowest = _highest = price;
            _agreeing = 1;
            return false;
        }

        _lowest = lowest;
        _highest = highest;
        return ++_agreeing > confirmations;
    }
}
