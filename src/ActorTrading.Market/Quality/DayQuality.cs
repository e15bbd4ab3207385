using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Quality;

/// <summary>How good one day of a series is.</summary>
/// <param name="Series">Whose.</param>
/// <param name="Day">Its midnight, µs UTC.</param>
/// <param name="Expected">Slots that ought to be filled; at least 1.</param>
/// <param name="Present">Slots that are; at most <paramref name="Expected"/>.</param>
/// <param name="Invalid">Slots whose row must not be used: values that cannot be or contradict each other.</param>
/// <param name="Suspect">Further slots that were met twice, out of order or with extreme values, or whose finer bars say something else.</param>
public sealed record DayQuality(SeriesId Series, long Day, long Expected, long Present, long Invalid, long Suspect)
{
    /// <summary>The length of a day, µs.</summary>
    public const long Length = 86_400_000_000;

    /// <summary>Present / Expected.</summary>
    public double Completeness => Present / (double)Expected;

    /// <summary>1 − Invalid / Present; 1 where nothing is present.</summary>
    public double Validity => Present == 0 ? 1 : 1 - (Math.Min(Invalid, Present) / (double)Present);

    /// <summary>1 − Suspect / Present; 1 where nothing is present.</summary>
    public double Consistency => Present == 0 ? 1 : 1 - (Math.Min(Suspect, Present) / (double)Present);

    /// <summary>
    /// Completeness × Validity × (1 + Consistency) / 2, from 0 to 1: what is missing or invalid counts fully, what is only suspect half. It never rises when a row
    /// is lost, becomes invalid or suspect, and is 1 only for a day without any finding.
    /// </summary>
    public double Score => Completeness * Validity * (1 + Consistency) / 2;
}
