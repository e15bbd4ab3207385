using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Volatility;

/// <summary>Volatility of log returns per bar.</summary>
internal sealed class Estimators : IndicatorGroup
{
    private const int Bars = 20;
    private const double YangZhangShare = 0.34 / (1.34 + ((Bars + 1.0) / (Bars - 1)));
    private const double MinFactor = Math.PI / (Math.PI - 2);

    private static readonly double RangeFactor = 1 / (4 * Math.Log(2));
    private static readonly double BodyFactor = (2 * Math.Log(2)) - 1;
    private static readonly double MedianFactor = Math.PI / (6 - (4 * Math.Sqrt(3)) + Math.PI);
    private static readonly double RiskMetrics = 0.06;

    private readonly RollingSum _parkinson = new(Bars);
    private readonly RollingSum _garmanKlass = new(Bars);
    private readonly RollingSum _rogersSatchell = new(Bars);
    private readonly RollingLine _openings = new(Bars);
    private readonly RollingLine _bodies = new(Bars);
    private readonly RollingSum _squares = new(Bars);
    private readonly RollingSum _longSquares = new(100);
    private readonly RollingSum _bipower = new(Bars);
    private readonly RollingSum _smaller = new(Bars);
    private readonly RollingSum _median = new(Bars);
    private readonly RollingSum _downSquares = new(Bars);
    private double _before;
    private double _twoBefore;
    private double _weighted;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("parkinson_20", "Parkinson volatility", "√ mean of ln(high/low)² / (4 ln 2) over 20", "Parkinson 1980", "n = 20", PerBar, NotNegative, "high, low", 20, 20),
        new("garman_klass_20", "Garman-Klass volatility", "√ mean of ½ ln(high/low)² − (2 ln 2 − 1) ln(close/open)² over 20, at least 0", "Garman and Klass 1980", "n = 20", PerBar, NotNegative, "open, high, low, close", 20, 20),
        new("rogers_satchell_20", "Rogers-Satchell volatility", "√ mean of ln(h/c) ln(h/o) + ln(l/c) ln(l/o) over 20, at least 0", "Rogers and Satchell 1991", "n = 20", PerBar, NotNegative, "open, high, low, close", 20, 20),
        new("yang_zhang_20", "Yang-Zhang volatility", "√ of the variance of ln(open / close before) + k variance of ln(close/open) + (1 − k) Rogers-Satchell², k = 0.34 / (1.34 + 21/19)", "Yang and Zhang 2000", "n = 20", PerBar, NotNegative, "open, high, low, close", 21, 21),
        new("realised_volatility_20", "Realised volatility", "√ mean r² over 20", "Andersen and Bollerslev 1998", "n = 20", PerBar, NotNegative, "close", 21, 21),
        new("realised_volatility_100", "Realised volatility", "√ mean r² over 100", "Andersen and Bollerslev 1998", "n = 100", PerBar, NotNegative, "close", 101, 101),
        new("ewma_volatility", "Exponentially weighted volatility", "√ v, v ← 0.94 v + 0.06 r², begun with the first r²", "J.P. Morgan RiskMetrics 1996", "0.94", PerBar, NotNegative, "close", 20, 250),
        new("bipower_20", "Bipower variation", "√ mean of (π/2) |r| |r before| over 20", "Barndorff-Nielsen and Shephard 2004", "n = 20", PerBar, NotNegative, "close", 22, 22),
        new("min_rv_20", "MinRV", "√ mean of π/(π − 2) min(|r|, |r before|)² over 20", "Andersen, Dobrev and Schaumburg 2012", "n = 20", PerBar, NotNegative, "close", 22, 22),
        new("med_rv_20", "MedRV", "√ mean of π/(6 − 4√3 + π) median(three |r|)² over 20", "Andersen, Dobrev and Schaumburg 2012", "n = 20", PerBar, NotNegative, "close", 23, 23),
        new("jump_share_20", "Jump share", "max(0, 1 − bipower² / realised²) over 20; 0 if nothing moved", "Barndorff-Nielsen and Shephard 2004", "n = 20", Ratio, One, "close", 22, 22),
        new("downside_deviation_20", "Downside deviation", "√ mean of min(0, r)² over 20", "Sortino and van der Meer 1991", "n = 20", PerBar, NotNegative, "close", 21, 21),
        new("downside_share_20", "Realised semivariance", "Σ min(0, r)² / Σ r² over 20; ½ if nothing moved", "Barndorff-Nielsen, Kinnebrock and Shephard 2010", "n = 20", Ratio, One, "close", 21, 21),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var logRange = bar.LogRange * bar.LogRange;
        var high = bar.LogHigh;
        var low = high - bar.LogRange;
        var rogersSatchell = _rogersSatchell.Add((high * (high - bar.LogBody)) + (low * (low - bar.LogBody)));
        _openings.Add(bar.Return - bar.LogBody);
        _bodies.Add(bar.LogBody);
        row[0] = Math.Sqrt(_parkinson.Add(logRange * RangeFactor) / Bars);
        row[1] = Root(_garmanKlass.Add((0.5 * logRange) - (BodyFactor * bar.LogBody * bar.LogBody)) / Bars);
        row[2] = Root(rogersSatchell / Bars);
        row[3] = Root(((_openings.Squares + (YangZhangShare * _bodies.Squares)) / (Bars - 1)) + ((1 - YangZhangShare) * rogersSatchell / Bars));
        AddReturns(bar, row);
    }

    public override void Transfer(StateTransfer state)
    {
        foreach (var sum in new[] { _parkinson, _garmanKlass, _rogersSatchell, _squares, _longSquares, _bipower, _smaller, _median, _downSquares })
        {
            state.Window(sum);
        }

        _openings.Transfer(state);
        _bodies.Transfer(state);
        state.Value(ref _before);
        state.Value(ref _twoBefore);
        state.Value(ref _weighted);
    }

    private static double Root(double variance) => Math.Sqrt(Math.Max(0, variance));

    private void AddReturns(in IndicatorTerms bar, Span<double> row)
    {
        var size = Math.Abs(bar.Return);
        var square = size * size;
        var smaller = Math.Min(size, _before);
        var median = Math.Max(smaller, Math.Min(Math.Max(size, _before), _twoBefore));
        var realised = _squares.Add(square);
        var bipower = _bipower.Add(size * _before) * (Math.PI / 2);
        var down = _downSquares.Add(bar.Return < 0 ? square : 0);
        _weighted = bar.Seen <= 2 ? square : _weighted + (RiskMetrics * (square - _weighted));
        row[4] = Math.Sqrt(realised / Bars);
        row[5] = Math.Sqrt(_longSquares.Add(square) / 100);
        row[6] = Math.Sqrt(_weighted);
        row[7] = Math.Sqrt(bipower / Bars);
        row[8] = Math.Sqrt(MinFactor * _smaller.Add(smaller * smaller) / Bars);
        row[9] = Math.Sqrt(MedianFactor * _median.Add(median * median) / Bars);
        row[10] = Math.Max(0, 1 - Quotient.Of(bipower, realised, 1));
        row[11] = Math.Sqrt(down / Bars);
        row[12] = Quotient.Of(down, realised, 0.5);
        (_twoBefore, _before) = (_before, size);
    }
}
