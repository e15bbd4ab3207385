using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Volatility;

/// <summary>Channels about the price.</summary>
internal sealed class Bands : IndicatorGroup
{
    private const string Bollinger = "Bollinger bands";
    private const string Keltner = "Keltner channel";
    private const string Donchian = "Donchian channel";
    private const string Headley = "Acceleration bands";

    private readonly RollingLine _closes = new(20);
    private readonly RollingRange _range = new(20);
    private readonly RollingSum _upper = new(20);
    private readonly RollingSum _lower = new(20);
    private Smoothing _middle = Smoothing.Exponential(20);
    private Smoothing _atr10 = Smoothing.Wilder(10);
    private Smoothing _atr14 = Smoothing.Wilder(14);

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("bollinger_middle", Bollinger, "SMA(20)", "Bollinger 1983", "n = 20", Price, Positive, "close", 20, 20),
        new("bollinger_upper", Bollinger, "SMA(20) + 2 s, s the population deviation of 20 closes", "Bollinger 1983", "n = 20, 2", Price, Positive, "close", 20, 20),
        new("bollinger_lower", Bollinger, "SMA(20) − 2 s", "Bollinger 1983", "n = 20, 2", Price, Any, "close", 20, 20),
        new("bollinger_width", Bollinger, "(upper − lower) / middle", "Bollinger 1983", "n = 20, 2", Ratio, NotNegative, "close", 20, 20),
        new("bollinger_percent_b", Bollinger, "(close − lower) / (upper − lower); ½ if equal", "Bollinger 1983", "n = 20, 2", Ratio, "-0.6 to 1.6", "close", 20, 20),
        new("deviation_20", "Standard deviation", "s above", "Pearson 1894", "n = 20", Price, NotNegative, "close", 20, 20),
        new("z_score_20", "Z-score", "(close − SMA(20)) / s; 0 if s is 0", "classical", "n = 20", Ratio, "-4.36 to 4.36", "close", 20, 20),
        new("keltner_middle", Keltner, "EMA(20) of the close", "Keltner 1960; Raschke", "n = 20", Price, Positive, "close", 20, 20 + Exponential(20)),
        new("keltner_upper", Keltner, "EMA(20) + 2 ATR(10)", "Keltner 1960; Raschke", "n = 20, 10, 2", Price, Positive, "high, low, close", 20, 20 + Exponential(20)),
        new("keltner_lower", Keltner, "EMA(20) − 2 ATR(10)", "Keltner 1960; Raschke", "n = 20, 10, 2", Price, Any, "high, low, close", 20, 20 + Exponential(20)),
        new("donchian_upper", Donchian, "highest high of 20", "Donchian 1960", "n = 20", Price, Positive, "high", 20, 20),
        new("donchian_middle", Donchian, "mean of both", "Donchian 1960", "n = 20", Price, Positive, "high, low", 20, 20),
        new("donchian_lower", Donchian, "lowest low of 20", "Donchian 1960", "n = 20", Price, Positive, "low", 20, 20),
        new("squeeze", "Squeeze", "1 while the Bollinger bands lie within the Keltner channel, else 0", "Carter 2005", "n = 20", "flag", "0 or 1", "high, low, close", 20, null),
        new("acceleration_upper", Headley, "SMA over 20 of high (1 + 4 (high − low) / (high + low))", "Headley 2002", "n = 20, 4", Price, Positive, "high, low", 20, 20),
        new("acceleration_lower", Headley, "SMA over 20 of low (1 − 4 (high − low) / (high + low))", "Headley 2002", "n = 20, 4", Price, Any, "high, low", 20, 20),
        new("true_range", "True range", "max(high, close before) − min(low, close before)", "Wilder 1978", "", Price, NotNegative, "high, low, close", 1, 2),
        new("atr_14", "Average true range", "Wilder average of the true range, begun with the first bar's high − low", "Wilder 1978", "n = 14", Price, NotNegative, "high, low, close", 14, 14 + Wilder(14)),
        new("natr_14", "Normalised average true range", "100 ATR(14) / close", "Forman 2006", "n = 14", Percent, NotNegative, "high, low, close", 14, 14 + Wilder(14)),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var close = bar.Close;
        _closes.Add(close);
        _range.Add(bar.High, bar.Low);
        var deviation = _closes.Deviation;
        var middle = _middle.Add(close);
        var half = 2 * _atr10.Add(bar.TrueRange);
        var mean = _closes.Mean;
        row[0] = mean;
        row[1] = mean + (2 * deviation);
        row[2] = mean - (2 * deviation);
        row[3] = Quotient.Of(4 * deviation, mean);
        var score = Quotient.Of(close - mean, deviation, 0);
        row[4] = 0.5 + (score / 4);
        row[5] = deviation;
        row[6] = score;
        row[7] = middle;
        row[8] = middle + half;
        row[9] = middle - half;
        row[10] = _range.Highest;
        row[11] = _range.Middle;
        row[12] = _range.Lowest;
        row[13] = row[1] < row[8] && row[2] > row[9] ? 1 : 0;
        var steep = 4 * bar.Range / (bar.High + bar.Low);
        row[14] = _upper.Add(bar.High * (1 + steep)) / 20;
        row[15] = _lower.Add(bar.Low * (1 - steep)) / 20;
        row[16] = bar.TrueRange;
        row[17] = _atr14.Add(bar.TrueRange);
        row[18] = 100 * row[17] / close;
    }

    public override void Transfer(StateTransfer state)
    {
        _closes.Transfer(state);
        _range.Transfer(state);
        state.Window(_upper);
        state.Window(_lower);
        _middle.Transfer(state);
        _atr10.Transfer(state);
        _atr14.Transfer(state);
    }
}
