using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Statistics;

/// <summary>Moments of log returns, and falls of the price.</summary>
internal sealed class ReturnShape : IndicatorGroup
{
    private const int Bars = 50;

    private readonly RollingMoments _returns = new(Bars);
    private readonly RollingSum _downSquares = new(Bars);
    private readonly RollingDrawdown _drawdown = new(100);
    private readonly RollingPair _priceVolume = new(20);
    private readonly RollingPair _reversion = new(Bars);
    private double _logBefore;
    private double _run;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("log_return", "Log return", "r = ln(close / close before)", "Bachelier 1900; Osborne 1959", "", "log return", Any, "close", 2, 2),
        new("skewness_50", "Skewness", "mean (r − m)³ / s³ over 50, s the population deviation; NaN for equal r", "Pearson 1895", "n = 50", Ratio, "-7 to 7", "close", 51, 51),
        new("kurtosis_50", "Excess kurtosis", "mean (r − m)⁴ / s⁴ − 3 over 50; NaN for equal r", "Pearson 1905", "n = 50", Ratio, "-2 to 47", "close", 51, 51),
        new("jarque_bera_50", "Jarque-Bera", "50/6 (skewness² + kurtosis²/4)", "Jarque and Bera 1980", "n = 50", Ratio, NotNegative, "close", 51, 51),
        new("sharpe_50", "Sharpe ratio", "mean r / population deviation over 50, per bar; NaN for equal r", "Sharpe 1966", "n = 50", Ratio, Any, "close", 51, 51),
        new("sortino_50", "Sortino ratio", "mean r / √ mean min(0, r)² over 50, per bar; NaN without falls", "Sortino and van der Meer 1991", "n = 50", Ratio, Any, "close", 51, 51),
        new("drawdown_100", "Drawdown", "1 − close / highest close of 100", "classical", "n = 100", Ratio, One, "close", 100, 100),
        new("max_drawdown_100", "Maximum drawdown", "largest 1 − close / earlier close within 100", "Magdon-Ismail and Atiya 2004", "n = 100", Ratio, One, "close", 100, 100),
        new("price_volume_correlation_20", "Price-volume correlation", "Pearson correlation of close and volume over 20; NaN if either is constant", "Pearson 1895", "n = 20", Ratio, BothOnes, "close, volume", 20, 20),
        new("half_life_50", "Half-life of mean reversion", "−ln 2 / ln(1 + b), b the slope of r on the log close before over 50; NaN unless -1 < b < 0", "Uhlenbeck and Ornstein 1930", "n = 50", "bars", Positive, "close", 51, 51),
        new("run_length", "Run length", "bars in a row that closed above (+) or below (−) the one before; 0 if equal", "Wald and Wolfowitz 1940", "", "bars", Any, "close", 2, null),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        _returns.Add(bar.Return);
        var sums = _returns.Sums;
        var variance = sums.Second / Bars;
        var deviation = Math.Sqrt(variance);
        row[0] = bar.Return;
        row[1] = Quotient.Of(sums.Third / Bars, variance * deviation);
        row[2] = Quotient.Of(sums.Fourth / Bars, variance * variance) - 3;
        row[3] = Bars / 6.0 * ((row[1] * row[1]) + (row[2] * row[2] / 4));
        row[4] = Quotient.Of(sums.Mean, deviation);
        row[5] = Quotient.Of(sums.Mean, Math.Sqrt(_downSquares.Add(bar.Return < 0 ? bar.Return * bar.Return : 0) / Bars));
        row[7] = _drawdown.Add(bar.Close);
        row[6] = 1 - (bar.Close / _drawdown.Peak);
        _priceVolume.Add(bar.Close, bar.Volume);
        row[8] = _priceVolume.Correlation;
        _reversion.Add(_logBefore, bar.Return);
        var slope = _reversion.Slope;
        row[9] = slope is > -1 and < 0 ? Quotient.Of(-Math.Log(2), Math.Log(1 + slope)) : double.NaN;
        _logBefore = bar.LogClose;
        _run = Math.Sign(bar.Change) switch
        {
            > 0 => Math.Max(0, _run) + 1,
            < 0 => Math.Min(0, _run) - 1,
            _ => 0,
        };
        row[10] = _run;
    }

    public override void Transfer(StateTransfer state)
    {
        _returns.Transfer(state);
        state.Window(_downSquares);
        _drawdown.Transfer(state);
        _priceVolume.Transfer(state);
        _reversion.Transfer(state);
        state.Value(ref _logBefore);
        state.Value(ref _run);
    }
}
