using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Momentum;

/// <summary>Rises against falls.</summary>
internal sealed class Strength : IndicatorGroup
{
    private readonly RollingRange _index = new(14);
    private readonly RollingSum _indexMean = new(3);
    private readonly RollingSum _indexSignal = new(3);
    private readonly RollingSum _rises = new(14);
    private readonly RollingSum _falls = new(14);
    private readonly RollingSum _rising = new(14);
    private readonly RollingSum _bodies = new(14);
    private readonly RollingSum _ups = new(12);
    private readonly RollingSum _pressure7 = new(7);
    private readonly RollingSum _pressure14 = new(14);
    private readonly RollingSum _pressure28 = new(28);
    private readonly RollingSum _range7 = new(7);
    private readonly RollingSum _range14 = new(14);
    private readonly RollingSum _range28 = new(28);
    private readonly Delay _tenAgo = new(10);
    private readonly Delay _twelveAgo = new(12);
    private Smoothing _gain14 = Smoothing.Wilder(14);
    private Smoothing _loss14 = Smoothing.Wilder(14);
    private Smoothing _gain2 = Smoothing.Wilder(2);
    private Smoothing _loss2 = Smoothing.Wilder(2);

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("rsi_14", "Relative strength index", "100 U / (U + D), U and D Wilder averages of rises and falls of the close; 50 without either", "Wilder 1978", "n = 14", Percent, Hundred, "close", 15, 15 + Wilder(14)),
        new("rsi_2", "Relative strength index", "the same over 2", "Wilder 1978; Connors 2008", "n = 2", Percent, Hundred, "close", 3, 3 + Wilder(2)),
        new("stoch_rsi", "Stochastic RSI", "100 (RSI(14) − lowest) / (highest − lowest) over 14; 50 if equal", "Chande and Kroll 1994", "n = 14, 14", Percent, Hundred, "close", 28, 28 + Wilder(14)),
        new("stoch_rsi_k", "Stochastic RSI", "SMA over 3 of that", "Chande and Kroll 1994", "n = 14, 14, 3", Percent, Hundred, "close", 30, 30 + Wilder(14)),
        new("stoch_rsi_d", "Stochastic RSI", "SMA over 3 of that", "Chande and Kroll 1994", "n = 14, 14, 3, 3", Percent, Hundred, "close", 32, 32 + Wilder(14)),
        new("cmo_14", "Chande momentum oscillator", "100 (U − D) / (U + D), U and D sums of rises and falls over 14; 0 without either", "Chande 1994", "n = 14", Percent, BothHundreds, "close", 15, 15),
        new("imi_14", "Intraday momentum index", "100 Σ max(0, close − open) / Σ |close − open| over 14; 50 if nothing moved", "Chande 1994", "n = 14", Percent, Hundred, "open, close", 14, 14),
        new("psychological_12", "Psychological line", "share of the last 12 closes above the one before", "classical", "n = 12", Percent, Hundred, "close", 13, 13),
        new("ultimate_oscillator", "Ultimate oscillator", "100 (4 A7 + 2 A14 + A28) / 7, A = Σ (close − min(low, close before)) / Σ true range, ½ without range", "Williams 1985", "n = 7, 14, 28", Percent, Hundred, "high, low, close", 29, 29),
        new("momentum_10", "Momentum", "close − close 10 bars ago", "classical", "n = 10", Price, Any, "close", 11, 11),
        new("roc_12", "Rate of change", "100 (close / close 12 bars ago − 1)", "classical", "n = 12", Percent, "above -100", "close", 13, 13),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var rise = bar.Rise;
        var fall = bar.Fall;
        if (bar.Seen > 1)
        {
            row[0] = Share(_gain14.Add(rise), _loss14.Add(fall));
            row[1] = Share(_gain2.Add(rise), _loss2.Add(fall));
        }

        AddStochastic(bar.Seen < 15 ? 50 : row[0], row);
        var rises = _rises.Add(rise);
        var falls = _falls.Add(fall);
        row[5] = 100 * Quotient.Of(rises - falls, rises + falls, 0);
        var body = bar.Close - bar.Open;
        row[6] = 100 * Quotient.Of(_rising.Add(Math.Max(0, body)), _bodies.Add(Math.Abs(body)), 0.5);
        row[7] = 100 * _ups.Add(rise > 0 ? 1 : 0) / 12;
        var pressure = bar.Close - Math.Min(bar.Low, bar.PreviousClose);
        row[8] = 100.0 / 7 * ((4 * Quotient.Of(_pressure7.Add(pressure), _range7.Add(bar.TrueRange), 0.5))
            + (2 * Quotient.Of(_pressure14.Add(pressure), _range14.Add(bar.TrueRange), 0.5))
            + Quotient.Of(_pressure28.Add(pressure), _range28.Add(bar.TrueRange), 0.5));
        row[9] = bar.Close - _tenAgo.Add(bar.Close);
        row[10] = 100 * ((bar.Close / _twelveAgo.Add(bar.Close)) - 1);
    }

    public override void Transfer(StateTransfer state)
    {
        _index.Transfer(state);
        foreach (var sum in new[] { _indexMean, _indexSignal, _rises, _falls, _rising, _bodies, _ups, _pressure7, _pressure14, _pressure28, _range7, _range14, _range28 })
        {
            state.Window(sum);
        }

        _tenAgo.Transfer(state);
        _twelveAgo.Transfer(state);
        _gain14.Transfer(state);
        _loss14.Transfer(state);
        _gain2.Transfer(state);
        _loss2.Transfer(state);
    }

    private static double Share(double up, double down) => 100 * Quotient.Of(up, up + down, 0.5);

    private void AddStochastic(double index, Span<double> row)
    {
        _index.Add(index, index);
        row[2] = 100 * _index.PlaceOf(index);
        row[3] = _indexMean.Add(row[2]) / 3;
        row[4] = _indexSignal.Add(row[3]) / 3;
    }
}
