namespace ActorTrading.Market.Candles;

/// <summary>The candles of one symbol in one timeframe; they lie in one order of time.</summary>
public readonly record struct SeriesId(Symbol Symbol, Timeframe Timeframe) : IComparable<SeriesId>
{
    /// <summary>By symbol, then by timeframe.</summary>
    public int CompareTo(SeriesId other)
    {
        var bySymbol = Symbol.CompareTo(other.Symbol);
        return bySymbol != 0 ? bySymbol : Timeframe.CompareTo(other.Timeframe);
    }

    public static bool operator <(SeriesId left, SeriesId right) => left.CompareTo(right) < 0;

    public static bool operator <=(SeriesId left, SeriesId right) => left.CompareTo(right) <= 0;

    public static bool operator >(SeriesId left, SeriesId right) => left.CompareTo(right) > 0;

    public static bool operator >=(SeriesId left, SeriesId right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Symbol} {Timeframe}";
}
