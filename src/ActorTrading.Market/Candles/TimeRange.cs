namespace ActorTrading.Market.Candles;

/// <summary>The span [<see cref="From"/>, <see cref="To"/>) in µs since the Unix epoch, UTC.</summary>
public readonly record struct TimeRange(long From, long To)
{
    public bool IsEmpty => To <= From;

    /// <summary>In µs; 0 when empty.</summary>
    public long Length => IsEmpty ? 0 : To - From;

    public bool Contains(long time) => time >= From && time < To;

    /// <summary>How many bars open in it.</summary>
    public long Bars(Timeframe timeframe)
    {
        var first = timeframe.OpenOf(From + timeframe.Length - 1);
        return To <= first ? 0 : ((To - 1 - first) / timeframe.Length) + 1;
    }

    /// <summary>The part that both have; empty where there is none.</summary>
    public TimeRange Intersect(TimeRange other) => new(Math.Max(From, other.From), Math.Min(To, other.To));

    /// <summary>For messages: both ends in ISO 8601.</summary>
    public override string ToString() => $"{Text(From)} to {Text(To)}";

    private static string Text(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
