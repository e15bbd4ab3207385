using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Volatility;

/// <summary>Ranges and falls as indices.</summary>
internal sealed class Choppiness : IndicatorGroup
{
    private static readonly double LogBars = Math.Log(14);

    private readonly RollingSum _trueRange = new(14);
    private readonly RollingRange _range = new(14);
    private readonly RollingMax _peak = new(14);
    private readonly RollingSum _falls = new(14);
    private readonly RollingSum _mass = new(25);
    private readonly Delay _rangeAgo = new(10);
    private readonly RollingLine _closes = new(10);
    private Smoothing _first = Smoothing.Exponential(9);
    private Smoothing _second = Smoothing.Exponential(9);
    private Smoothing _chaikin = Smoothing.Exponential(10);
    private Smoothing _up = Smoothing.Wilder(14);
    private Smoothing _down = Smoothing.Wilder(14);

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("choppiness_14", "Choppiness index", "100 ln(Σ true range / (highest − lowest)) / ln 14 over 14", "Dreiss 1993", "n = 14", Percent, NotNegative, "high, low, close", 14, 15),
        new("ulcer_14", "Ulcer index", "√ mean over 14 of (100 (close / highest close of 14 − 1))²", "Martin 1987", "n = 14", Percent, Hundred, "close", 27, 27),
        new("mass_25", "Mass index", "Σ over 25 of EMA9(range) / EMA9(EMA9(range)), 1 without range", "Dorsey 1992", "n = 9, 25", Ratio, Positive, "high, low", 41, 41 + (2 * Exponential(9))),
        new("chaikin_volatility_10", "Chaikin volatility", "100 (EMA10(range) / the same 10 bars ago − 1)", "Chaikin 1990", "n = 10, 10", Percent, "-100 and above", "high, low", 20, 20 + Exponential(10)),
        new("relative_volatility_14", "Relative volatility index", "100 U / (U + D), U and D Wilder averages of the deviation of 10 closes at rises and at falls; 50 without either", "Dorsey 1993", "n = 10, 14", Percent, Hundred, "close", 23, 23 + Wilder(14)),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        _range.Add(bar.High, bar.Low);
        var path = _trueRange.Add(bar.TrueRange);
        row[0] = _range.Width > 0 ? 100 * Math.Log(path / _range.Width) / LogBars : double.NaN;
        var fall = 100 * ((bar.Close / _peak.Add(bar.Close)) - 1);
        row[1] = Math.Sqrt(_falls.Add(fall * fall) / 14);
        var once = _first.Add(bar.Range);
        var twice = _second.Add(once);
        row[2] = _mass.Add(bar.Seen < 17 ? 0 : Quotient.Of(once, twice, 1));
        var smooth = _chaikin.Add(bar.Range);
        row[3] = 100 * (Quotient.Of(smooth, _rangeAgo.Add(smooth)) - 1);
        _closes.Add(bar.Close);
        if (bar.Seen >= 10)
        {
            var deviation = _closes.Deviation;
            var up = _up.Add(bar.Change > 0 ? deviation : 0);
            row[4] = 100 * Quotient.Of(up, up + _down.Add(bar.Change < 0 ? deviation : 0), 0.5);
        }
    }

    public override void Transfer(StateTransfer state)
    {
        state.Window(_trueRange);
        _range.Transfer(state);
        state.Window(_peak);
        state.Window(_falls);
        state.Window(_mass);
        _rangeAgo.Transfer(state);
        _closes.Transfer(state);
        _first.Transfer(state);
        _second.Transfer(state);
        _chaikin.Transfer(state);
        _up.Transfer(state);
        _down.Transfer(state);
    }
}
