using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Averages;

/// <summary>Recursive averages of the close with a fixed weight.</summary>
internal sealed class SmoothedAverages : IndicatorGroup
{
    private const int T3Bars = 5;
    private const double T3Factor = 0.7;
    private const string Classical = "Brown 1956";
    private const string Chain = "EMA chain of 6 over 5, mixed as −a³ e6 + (3a² + 3a³) e5 − (6a² + 3a + 3a³) e4 + (1 + 3a + a³ + 3a²) e3";

    private static readonly double SuperA = Math.Exp(-Math.Sqrt(2) * Math.PI / 10);
    private static readonly double SuperB = 2 * SuperA * Math.Cos(Math.Sqrt(2) * Math.PI / 10);
    private static readonly double SuperC = 1 - SuperB + (SuperA * SuperA);

    private readonly Delay _lag = new(9);
    private readonly Smoothing[] _t3 = [.. Enumerable.Repeat(Smoothing.Exponential(T3Bars), 6)];
    private Smoothing _ten = Smoothing.Exponential(10);
    private Smoothing _twelve = Smoothing.Exponential(12);
    private Smoothing _twentySix = Smoothing.Exponential(26);
    private Smoothing _fifty = Smoothing.Exponential(50);
    private Smoothing _first = Smoothing.Exponential(20);
    private Smoothing _second = Smoothing.Exponential(20);
    private Smoothing _third = Smoothing.Exponential(20);
    private Smoothing _zeroLag = Smoothing.Exponential(20);
    private Smoothing _wilder = Smoothing.Wilder(14);
    private Smoothing _jaw = Smoothing.Wilder(13);
    private Smoothing _teeth = Smoothing.Wilder(8);
    private Smoothing _lips = Smoothing.Wilder(5);
    private double _super;
    private double _superBefore;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        Average(10), Average(12), Average(26), Average(50),
        new("dema_20", "Double exponential moving average", "2 e1 − e2, e2 = EMA of e1 = EMA of the close", "Mulloy 1994", "n = 20", Price, Any, "close", 39, 39 + (2 * Exponential(20))),
        new("tema_20", "Triple exponential moving average", "3 e1 − 3 e2 + e3, each the EMA of the one before", "Mulloy 1994", "n = 20", Price, Any, "close", 58, 58 + (3 * Exponential(20))),
        new("t3_5", "T3", Chain, "Tillson 1998", "n = 5, a = 0.7", Price, Any, "close", 25, 25 + (6 * Exponential(T3Bars))),
        new("zlema_20", "Zero-lag exponential moving average", "EMA of 2 close − close 9 bars ago", "Ehlers and Way 2010", "n = 20, lag 9", Price, Any, "close", 29, 29 + Exponential(20)),
        new("smma_14", "Smoothed moving average", "weight 1/14, begun with the mean of 14", "Wilder 1978", "n = 14", Price, Positive, "close", 14, 14 + Wilder(14)),
        new("super_smoother_10", "Super smoother", "c (close + close before) / 2 + b s1 − a² s2, a = exp(−√2 π / 10), b = 2a cos(√2 π / 10), c = 1 − b + a²", "Ehlers 2013", "n = 10", Price, Any, "close", 10, 60),
        new("alligator_jaw", "Alligator", "smoothed average over 13 of the median price, without the forward shift of charts", "Williams 1995", "n = 13", Price, Positive, "high, low", 13, 13 + Wilder(13)),
        new("alligator_teeth", "Alligator", "the same over 8", "Williams 1995", "n = 8", Price, Positive, "high, low", 8, 8 + Wilder(8)),
        new("alligator_lips", "Alligator", "the same over 5", "Williams 1995", "n = 5", Price, Positive, "high, low", 5, 5 + Wilder(5)),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var close = bar.Close;
        var first = _first.Add(close);
        var second = _second.Add(first);
        row[0] = _ten.Add(close);
        row[1] = _twelve.Add(close);
        row[2] = _twentySix.Add(close);
        row[3] = _fifty.Add(close);
        row[4] = (2 * first) - second;
        row[5] = (3 * first) - (3 * second) + _third.Add(second);
        row[6] = AddT3(close);
        var past = _lag.Add(close);
        row[7] = _zeroLag.Add(bar.Seen > 9 ? (2 * close) - past : double.NaN);
        row[8] = _wilder.Add(close);
        row[9] = AddSuper(bar);
        row[10] = _jaw.Add(bar.Median);
        row[11] = _teeth.Add(bar.Median);
        row[12] = _lips.Add(bar.Median);
    }

    public override void Transfer(StateTransfer state)
    {
        _lag.Transfer(state);
        foreach (ref var smoothing in _t3.AsSpan())
        {
            smoothing.Transfer(state);
        }

        _ten.Transfer(state);
        _twelve.Transfer(state);
        _twentySix.Transfer(state);
        _fifty.Transfer(state);
        _first.Transfer(state);
        _second.Transfer(state);
        _third.Transfer(state);
        _zeroLag.Transfer(state);
        _wilder.Transfer(state);
        _jaw.Transfer(state);
        _teeth.Transfer(state);
        _lips.Transfer(state);
        state.Value(ref _super);
        state.Value(ref _superBefore);
    }

    private static IndicatorDefinition Average(int bars) => new(
        $"ema_{bars}", "Exponential moving average", $"weight 2/{bars + 1}, begun with the mean of {bars} closes", Classical, $"n = {bars}", Price, Positive, "close", bars, bars + Exponential(bars));

    private double AddT3(double close)
    {
        Span<double> e = stackalloc double[6];
        var value = close;
        for (var i = 0; i < e.Length; i++)
        {
            value = _t3[i].Add(value);
            e[i] = value;
        }

        const double A2 = T3Factor * T3Factor;
        const double A3 = A2 * T3Factor;
        return (-A3 * e[5]) + (((3 * A2) + (3 * A3)) * e[4]) - (((6 * A2) + (3 * T3Factor) + (3 * A3)) * e[3]) + ((1 + (3 * T3Factor) + A3 + (3 * A2)) * e[2]);
    }

    private double AddSuper(in IndicatorTerms bar)
    {
        var next = bar.Seen <= 2
            ? bar.Close
            : (SuperC * (bar.Close + bar.PreviousClose) / 2) + (SuperB * _super) - (SuperA * SuperA * _superBefore);
        (_superBefore, _super) = (_super, next);
        return next;
    }
}
