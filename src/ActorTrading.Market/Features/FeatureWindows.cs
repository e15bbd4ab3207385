namespace ActorTrading.Market.Features;

/// <summary>Spans of time as numbers of bars. The least values keep the windows apart where bars are long.</summary>
internal sealed record FeatureWindows(int Hours4, int Hours12, int Day, int Days3, int Week)
{
    /// <summary>Bars of the windows that are short whatever the timeframe.</summary>
    public const int Six = 6;

    public const int Oscillator = 14;

    public const int Band = 20;

    public const int TwentyFour = 24;

    public static FeatureWindows Of(Timeframe timeframe)
    {
        if (timeframe.Minutes <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(timeframe), timeframe, "A default Timeframe has no length: use one of Timeframe.All.");
        }

        return new FeatureWindows(
            Math.Max(2, 4 * 60 / timeframe.Minutes),
            Math.Max(3, 12 * 60 / timeframe.Minutes),
            Math.Max(4, 24 * 60 / timeframe.Minutes),
            Math.Max(6, 72 * 60 / timeframe.Minutes),
            Math.Max(12, 168 * 60 / timeframe.Minutes));
    }
}
