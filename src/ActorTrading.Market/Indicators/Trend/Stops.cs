using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Trend;

/// <summary>Lines that trail the price, and Ichimoku's.</summary>
internal sealed class Stops : IndicatorGroup
{
    private const string Ichimoku = "Ichimoku";
    private const string Hosoda = "Hosoda 1969";

    private readonly RollingRange _nine = new(9);
    private readonly RollingRange _twentySix = new(26);
    private readonly RollingRange _fiftyTwo = new(52);
    private readonly Delay _spanA = new(26);
    private readonly Delay _spanB = new(26);
    private readonly Delay _closeAgo = new(26);
    private readonly RollingRange _chandelier = new(22);
    private readonly ParabolicStop _parabolic = new();
    private readonly SuperTrend _superTrend = new();
    private Smoothing _range22 = Smoothing.Wilder(22);

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("ichimoku_conversion", Ichimoku, "middle of the range over 9", Hosoda, "n = 9", Price, Positive, "high, low", 9, 9),
        new("ichimoku_base", Ichimoku, "middle of the range over 26", Hosoda, "n = 26", Price, Positive, "high, low", 26, 26),
        new("ichimoku_span_a", Ichimoku, "mean of conversion and base 26 bars ago: the cloud at this bar", Hosoda, "n = 9, 26, 26", Price, Positive, "high, low", 52, 52),
        new("ichimoku_span_b", Ichimoku, "middle of the range over 52, 26 bars ago", Hosoda, "n = 52, 26", Price, Positive, "high, low", 78, 78),
        new("ichimoku_lagging", Ichimoku, "close − close 26 bars ago: the lagging line above the price it is drawn at", Hosoda, "n = 26", Price, Any, "close", 27, 27),
        new("parabolic_sar", "Parabolic SAR", "stop s + a (extreme − s), never inside the last two bars, a from 0.02 by 0.02 up to 0.2 at each new extreme; begun at bar 2 along the change of the close", "Wilder 1978", "0.02, 0.2", Price, Positive, "high, low, close", 2, null),
        new("parabolic_trend", "Parabolic SAR", "1 while the stop is below, -1 above", "Wilder 1978", "0.02, 0.2", "sign", "-1 or 1", "high, low, close", 2, null),
        new("supertrend", "Supertrend", "median price ∓ 3 ATR(10), ratcheted along the trend until the close crosses it", "Seban 2007", "n = 10, 3", Price, Any, "high, low, close", 10, null),
        new("supertrend_trend", "Supertrend", "1 while the line is below, -1 above; begun with the close against the median price", "Seban 2007", "n = 10, 3", "sign", "-1 or 1", "high, low, close", 10, null),
        new("chandelier_long_22", "Chandelier exit", "highest high of 22 − 3 ATR(22)", "Le Beau 1999", "n = 22, 3", Price, Any, "high, low, close", 22, 22 + Wilder(22)),
        new("chandelier_short_22", "Chandelier exit", "lowest low of 22 + 3 ATR(22)", "Le Beau 1999", "n = 22, 3", Price, Positive, "high, low, close", 22, 22 + Wilder(22)),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        _nine.Add(bar.High, bar.Low);
        _twentySix.Add(bar.High, bar.Low);
        _fiftyTwo.Add(bar.High, bar.Low);
        row[0] = _nine.Middle;
        row[1] = _twentySix.Middle;
        row[2] = _spanA.Add((row[0] + row[1]) / 2);
        row[3] = _spanB.Add(_fiftyTwo.Middle);
        row[4] = bar.Close - _closeAgo.Add(bar.Close);
        row[5] = _parabolic.Add(bar);
        row[6] = _parabolic.IsRising ? 1 : -1;
        row[7] = _superTrend.Add(bar);
        row[8] = _superTrend.IsRising ? 1 : -1;
        _chandelier.Add(bar.High, bar.Low);
        var distance = 3 * _range22.Add(bar.TrueRange);
        row[9] = _chandelier.Highest - distance;
        row[10] = _chandelier.Lowest + distance;
    }

    public override void Transfer(StateTransfer state)
    {
        _nine.Transfer(state);
        _twentySix.Transfer(state);
        _fiftyTwo.Transfer(state);
        _spanA.Transfer(state);
        _spanB.Transfer(state);
        _closeAgo.Transfer(state);
        _chandelier.Transfer(state);
        _parabolic.Transfer(state);
        _superTrend.Transfer(state);
        _range22.Transfer(state);
    }
}
