namespace ActorTrading.Market.Indicators;

/// <summary>What every indicator reads of a bar and the one before it: the canonical increment that stream and batch share. The first bar is its own predecessor.</summary>
internal readonly struct IndicatorTerms
{
    private const double MicrosecondsPerMinute = 60_000_000;

    /// <summary>Bars so far, this one included.</summary>
    public required int Seen { get; init; }

    public required long OpenTime { get; init; }

    public required double Open { get; init; }

    public required double High { get; init; }

    public required double Low { get; init; }

    public required double Close { get; init; }

    public required double Volume { get; init; }

    public required double BuyVolume { get; init; }

    public required double QuoteVolume { get; init; }

    public required double Trades { get; init; }

    public required double PreviousHigh { get; init; }

    public required double PreviousLow { get; init; }

    public required double PreviousClose { get; init; }

    public required double PreviousVolume { get; init; }

    /// <summary>From the open of the bar before to the open of this one; a bar's length for the first.</summary>
    public required double Minutes { get; init; }

    /// <summary>(high + low + close) / 3.</summary>
    public required double Typical { get; init; }

    /// <summary>(high + low) / 2.</summary>
    public required double Median { get; init; }

    /// <summary>max(high, previous close) − min(low, previous close): Wilder 1978.</summary>
    public required double TrueRange { get; init; }

    /// <summary>ln(close / previous close).</summary>
    public required double Return { get; init; }

    public required double LogClose { get; init; }

    /// <summary>ln(high / low).</summary>
    public required double LogRange { get; init; }

    /// <summary>ln(close / open).</summary>
    public required double LogBody { get; init; }

    /// <summary>ln(high / open).</summary>
    public required double LogHigh { get; init; }

    public double Range => High - Low;

    public double Change => Close - PreviousClose;

    public double Rise => Math.Max(0, Close - PreviousClose);

    public double Fall => Math.Max(0, PreviousClose - Close);

    /// <summary>Taker buys less taker sells where the source tells, else the volume with the sign of the close's change.</summary>
    public double SignedVolume => BuyVolume > 0 ? (2 * BuyVolume) - Volume : Math.Sign(Change) * Volume;

    /// <summary>((close − low) − (high − close)) / (high − low), 0 without range.</summary>
    public double CloseLocation => Range > 0 ? (Close - Low - (High - Close)) / Range : 0;

    public static IndicatorTerms Of(in Bar bar, in Bar previous, int seen, long length)
    {
        var open = Fixed.ToDouble(bar.Open);
        var high = Fixed.ToDouble(bar.High);
        var low = Fixed.ToDouble(bar.Low);
        var close = Fixed.ToDouble(bar.Close);
        var before = Fixed.ToDouble(previous.Close);
        return new IndicatorTerms
        {
            Seen = seen,
            OpenTime = bar.OpenTime,
            Open = open,
            High = high,
            Low = low,
            Close = close,
            Volume = Fixed.ToDouble(bar.Volume),
            BuyVolume = Fixed.ToDouble(bar.BuyVolume),
            QuoteVolume = (double)bar.QuoteVolume,
            Trades = bar.Trades,
            PreviousHigh = Fixed.ToDouble(previous.High),
            PreviousLow = Fixed.ToDouble(previous.Low),
            PreviousClose = before,
            PreviousVolume = Fixed.ToDouble(previous.Volume),
            Minutes = (seen == 1 ? length : bar.OpenTime - previous.OpenTime) / MicrosecondsPerMinute,
            Typical = (high + low + close) / 3,
            Median = (high + low) / 2,
            TrueRange = Math.Max(high, before) - Math.Min(low, before),
            Return = Math.Log(close / before),
            LogClose = Math.Log(close),
            LogRange = Math.Log(high / low),
            LogBody = Math.Log(close / open),
            LogHigh = Math.Log(high / open),
        };
    }
}
