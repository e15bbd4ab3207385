namespace ActorTrading.Market.Features;

/// <summary>
/// What one bar adds to the windows: the canonical increment that the stream and the batch share. Prices are doubles of whole quote units.
/// The first bar of a series is its own predecessor with a return of 0.
/// </summary>
internal readonly record struct BarTerms
{
    public required double High { get; init; }

    public required double Low { get; init; }

    public required double Close { get; init; }

    public required double Body { get; init; }

    public required double Shadow { get; init; }

    /// <summary>ln(close / previous close).</summary>
    public required double Return { get; init; }

    /// <summary>(ln(high / low))² / (4 ln 2): Parkinson 1980.</summary>
    public required double Parkinson { get; init; }

    /// <summary>½ (ln(high / low))² − (2 ln 2 − 1)(ln(close / open))², at least 0: Garman and Klass 1980.</summary>
    public required double GarmanKlass { get; init; }

    /// <summary>True range (Wilder 1978) in quote units, and as part of the previous close.</summary>
    public required double TrueRange { get; init; }

    public required double RelativeRange { get; init; }

    public required double LogRange { get; init; }

    public required double UpMove { get; init; }

    public required double DownMove { get; init; }

    public required double Volume { get; init; }

    public required double BuyVolume { get; init; }

    public required long MissingBars { get; init; }

    public static BarTerms Of(in Bar bar, in Bar previous, long length)
    {
        var open = Fixed.ToDouble(bar.Open);
        var high = Fixed.ToDouble(bar.High);
        var low = Fixed.ToDouble(bar.Low);
        var close = Fixed.ToDouble(bar.Close);
        var before = Fixed.ToDouble(previous.Close);
        var logRange = Math.Log(high / low);
        var logBody = Math.Log(close / open);
        var trueRange = Math.Max(high, before) - Math.Min(low, before);
        var up = high - Fixed.ToDouble(previous.High);
        var down = Fixed.ToDouble(previous.Low) - low;
        var top = Math.Max(high, open);
        var bottom = Math.Min(low, open);
        var span = top - bottom;
        return new BarTerms
        {
            High = high,
            Low = low,
            Close = close,
            Body = span > 0 ? (close - open) / span : 0,
            Shadow = span > 0 ? (Math.Min(open, close) - bottom - (top - Math.Max(open, close))) / span : 0,
            Return = Math.Log(close / before),
            Parkinson = logRange * logRange / (4 * Math.Log(2)),
            GarmanKlass = Math.Max(0, (0.5 * logRange * logRange) - (((2 * Math.Log(2)) - 1) * logBody * logBody)),
            TrueRange = trueRange,
            RelativeRange = trueRange / before,
            LogRange = Math.Log((trueRange / before) + FeatureFormulas.Floor),
            UpMove = up > down && up > 0 ? up : 0,
            DownMove = down > up && down > 0 ? down : 0,
            Volume = Fixed.ToDouble(bar.Volume),
            BuyVolume = Fixed.ToDouble(bar.BuyVolume),
            MissingBars = Math.Max(0, ((bar.OpenTime - previous.OpenTime) / length) - 1),
        };
    }
}
