namespace ActorTrading.Market.Quality;

/// <summary>What a candle must keep to by itself. Branch-light: the usual bar costs a handful of integer operations.</summary>
public static class BarValidity
{
    /// <summary>The first open time that is not believed: 2100-01-01, µs. Nor is one before 1970.</summary>
    public const long EndOfTime = 4_102_444_800_000_000;

    /// <summary>Prices above 0, volumes and trades not negative, takers bought no more than was traded.</summary>
    public static bool InRange(in Bar bar) =>
        ((bar.Open > 0) & (bar.High > 0) & (bar.Low > 0) & (bar.Close > 0) & (bar.Volume >= 0) & (bar.BuyVolume >= 0) & (bar.BuyVolume <= bar.Volume) & (bar.Trades >= 0))
        && bar.QuoteVolume >= 0;

    /// <summary>High not below low, open and close within them.</summary>
    public static bool Relates(in Bar bar) =>
        (bar.High >= bar.Open) & (bar.Open >= bar.Low) & (bar.High >= bar.Close) & (bar.Close >= bar.Low);

    public static bool IsTimely(in Bar bar) => (bar.OpenTime >= 0) & (bar.OpenTime < EndOfTime);

    /// <summary>Whether nothing in the row alone is wrong.</summary>
    public static bool IsSound(in Bar bar) => InRange(bar) && Relates(bar) && IsTimely(bar);

    /// <summary>Some exchanges publish the previous close as open: then the open alone lies outside of high and low, and that is what they say.</summary>
    public static bool OnlyOpenIsOutside(in Bar bar) => !Relates(bar) && bar.High >= bar.Low && bar.Close >= bar.Low && bar.Close <= bar.High;

    public static bool IsOnGrid(long time, Timeframe timeframe) => timeframe.OpenOf(time) == time;

    /// <summary>Why a bar cannot be used as a candle of the timeframe; null for one that can. An open alone outside of high and low is no reason.</summary>
    public static FindingRule? Broken(in Bar bar, Timeframe timeframe) =>
        !InRange(bar) || !IsTimely(bar) ? FindingRule.OutOfRange
        : !Relates(bar) && !OnlyOpenIsOutside(bar) ? FindingRule.OhlcRelation
        : !IsOnGrid(bar.OpenTime, timeframe) ? FindingRule.OffGrid
        : null;

    /// <summary>Field, value and what would be right, for people.</summary>
    /// <param name="rule">A rule that the bar breaks: out of range, high and low, or off the grid.</param>
    public static string Why(FindingRule rule, in Bar bar, Timeframe timeframe) => rule switch
    {
        FindingRule.OutOfRange => WhyOutOfRange(bar),
        FindingRule.OhlcRelation => WhyUnrelated(bar),
        FindingRule.OffGrid => FormattableString.Invariant($"open time is {(bar.OpenTime - timeframe.OpenOf(bar.OpenTime)) / 1e6:#,0.######} s after a multiple of {timeframe}"),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A candle by itself cannot break this rule."),
    };

    /// <summary>What is wrong with the value of a bar that is not <see cref="InRange"/> or not <see cref="IsTimely"/>, for people.</summary>
    internal static string WhyOutOfRange(in Bar bar)
    {
        if (!IsTimely(bar))
        {
            return $"open time {bar.OpenTime} µs: must be from 1970 to 2099";
        }

        var (field, value, right) = bar switch
        {
            { Open: <= 0 } => ("open", Fixed.ToDecimal(bar.Open), "above 0"),
            { High: <= 0 } => ("high", Fixed.ToDecimal(bar.High), "above 0"),
            { Low: <= 0 } => ("low", Fixed.ToDecimal(bar.Low), "above 0"),
            { Close: <= 0 } => ("close", Fixed.ToDecimal(bar.Close), "above 0"),
            { Volume: < 0 } => ("volume", Fixed.ToDecimal(bar.Volume), "0 or more"),
            { BuyVolume: < 0 } => ("buy volume", Fixed.ToDecimal(bar.BuyVolume), "0 or more"),
            _ when bar.BuyVolume > bar.Volume => ("buy volume", Fixed.ToDecimal(bar.BuyVolume), FormattableString.Invariant($"at most the volume {Fixed.ToDecimal(bar.Volume):0.########}")),
            { QuoteVolume: < 0 } => ("quote volume", bar.QuoteVolume, "0 or more"),
            _ => ("trades", bar.Trades, "0 or more"),
        };
        return FormattableString.Invariant($"{field} {value:0.########}: must be {right}");
    }

    /// <summary>How open, high, low and close contradict each other, for people.</summary>
    internal static string WhyUnrelated(in Bar bar)
    {
        var (high, low) = (Fixed.ToDecimal(bar.High), Fixed.ToDecimal(bar.Low));
        if (bar.High < bar.Low)
        {
            return FormattableString.Invariant($"high {high:0.########} is below low {low:0.########}");
        }

        var closeIsOutside = bar.Close > bar.High || bar.Close < bar.Low;
        var field = closeIsOutside ? "close" : "open";
        var value = Fixed.ToDecimal(closeIsOutside ? bar.Close : bar.Open);
        return FormattableString.Invariant($"{field} {value:0.########}: must be from low {low:0.########} to high {high:0.########}");
    }
}
