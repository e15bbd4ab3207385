namespace ActorTrading.Market.Observations;

/// <summary>A series of one source, such as alternative.me's fear-greed.</summary>
public readonly record struct ObservationSeriesId(string Source, string Name) : IComparable<ObservationSeriesId>
{
    /// <summary>By source, then by name, ordinal.</summary>
    public int CompareTo(ObservationSeriesId other)
    {
        var bySource = string.CompareOrdinal(Source, other.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(Name, other.Name);
    }

    public static bool operator <(ObservationSeriesId left, ObservationSeriesId right) => left.CompareTo(right) < 0;

    public static bool operator <=(ObservationSeriesId left, ObservationSeriesId right) => left.CompareTo(right) <= 0;

    public static bool operator >(ObservationSeriesId left, ObservationSeriesId right) => left.CompareTo(right) > 0;

    public static bool operator >=(ObservationSeriesId left, ObservationSeriesId right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Source}/{Name}";
}
