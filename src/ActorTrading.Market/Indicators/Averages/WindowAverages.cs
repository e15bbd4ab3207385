using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Averages;

/// <summary>Averages of a fixed number of closes.</summary>
internal sealed class WindowAverages : IndicatorGroup
{
    private const int AlmaBars = 9;
    private const string Classical = "classical";
    private const string Least = "Gauss 1809; as an average: classical";

    private static readonly double[] AlmaWeights = Alma();

    private readonly RollingSum _five = new(5);
    private readonly RollingSum _ten = new(10);
    private readonly RollingSum _fifty = new(50);
    private readonly RollingSum _twoHundred = new(200);
    private readonly RollingLine _lineTen = new(10);
    private readonly RollingLine _lineTwenty = new(20);
    private readonly RollingLine _hull = new(4);
    private readonly RollingSum _priceVolume = new(20);
    private readonly RollingSum _volume = new(20);
    private readonly RollingSum _triangle = new(11);
    private readonly double[] _last = new double[AlmaBars];

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        Mean(5), Mean(10), Mean(20), Mean(50), Mean(200),
        new("wma_20", "Weighted moving average", "mean of the last 20 closes with weights 1 to 20, the newest the heaviest", Classical, "n = 20", Price, Positive, "close", 20, 20),
        new("hma_20", "Hull moving average", "WMA over 4 of 2 WMA(10) − WMA(20)", "Hull 2005", "n = 20, √n = 4", Price, Any, "close", 23, 23),
        new("vwma_20", "Volume-weighted moving average", "Σ close · volume / Σ volume over 20 bars", "Buff Dormeier 2001", "n = 20", Price, Positive, "close, volume", 20, 20),
        new("trima_20", "Triangular moving average", "SMA over 11 of SMA(10)", Classical, "n = 20", Price, Positive, "close", 20, 20),
        new("alma_9", "Arnaud Legoux moving average", "mean of 9 closes with weights exp(−(i − 6.8)² / (2 · 1.5²)), i = 0 the oldest", "Legoux and Kouzis-Loukas 2009", "n = 9, offset 0.85, sigma 6", Price, Positive, "close", 9, 9),
        new("lsma_20", "Least-squares moving average", "end of the least-squares line through 20 closes", Least, "n = 20", Price, Any, "close", 20, 20),
        new("tsf_20", "Time series forecast", "the same line one bar further", Least, "n = 20", Price, Any, "close", 20, 20),
        new("forecast_oscillator_20", "Forecast oscillator", "100 (close − time series forecast of the bar before) / close", "Chande 1992", "n = 20", Percent, Any, "close", 21, 21),
        new("slope_20", "Linear regression", "slope of the least-squares line through 20 closes", Least, "n = 20", "price per bar", Any, "close", 20, 20),
        new("r_squared_20", "Linear regression", "R² of that line; NaN for equal closes", Least, "n = 20", Ratio, One, "close", 20, 20),
        new("envelope_upper", "Moving average envelope", "1.025 SMA(20)", Classical, "n = 20, 2.5 %", Price, Positive, "close", 20, 20),
        new("envelope_lower", "Moving average envelope", "0.975 SMA(20)", Classical, "n = 20, 2.5 %", Price, Positive, "close", 20, 20),
        new("disparity_20", "Disparity index", "100 (close / SMA(20) − 1)", "Nison 1994", "n = 20", Percent, "above -100", "close", 20, 20),
    ];

    private double _forecast;

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var close = bar.Close;
        _lineTen.Add(close);
        _lineTwenty.Add(close);
        _hull.Add((2 * _lineTen.WeightedMean) - _lineTwenty.WeightedMean);
        var mean = _lineTwenty.Mean;
        var ten = _ten.Add(close) / 10;
        var volume = _volume.Add(bar.Volume);
        row[0] = _five.Add(close) / 5;
        row[1] = ten;
        row[2] = mean;
        row[3] = _fifty.Add(close) / 50;
        row[4] = _twoHundred.Add(close) / 200;
        row[5] = _lineTwenty.WeightedMean;
        row[6] = _hull.WeightedMean;
        row[7] = Quotient.Of(_priceVolume.Add(close * bar.Volume), volume);
        row[8] = _triangle.Add(ten) / 11;
        row[9] = AddAlma(close);
        row[10] = _lineTwenty.End;
        row[11] = _lineTwenty.End + _lineTwenty.Slope;
        row[12] = 100 * (close - _forecast) / close;
        row[13] = _lineTwenty.Slope;
        row[14] = _lineTwenty.Determination;
        row[15] = 1.025 * mean;
        row[16] = 0.975 * mean;
        row[17] = 100 * (Quotient.Of(close, mean) - 1);
        _forecast = row[11];
    }

    public override void Transfer(StateTransfer state)
    {
        state.Window(_five);
        state.Window(_ten);
        state.Window(_fifty);
        state.Window(_twoHundred);
        _lineTen.Transfer(state);
        _lineTwenty.Transfer(state);
        _hull.Transfer(state);
        state.Window(_priceVolume);
        state.Window(_volume);
        state.Window(_triangle);
        state.Values(_last);
        state.Value(ref _forecast);
    }

    private static IndicatorDefinition Mean(int bars) =>
        new($"sma_{bars}", "Simple moving average", $"mean of the last {bars} closes", Classical, $"n = {bars}", Price, Positive, "close", bars, bars);

    private static double[] Alma()
    {
        var weights = new double[AlmaBars];
        var sum = 0.0;
        for (var i = 0; i < AlmaBars; i++)
        {
            var away = (i - (0.85 * (AlmaBars - 1))) / (AlmaBars / 6.0);
            weights[i] = Math.Exp(-away * away / 2);
            sum += weights[i];
        }

        return Array.ConvertAll(weights, w => w / sum);
    }

    private double AddAlma(double close)
    {
        var last = _last;
        var average = AlmaWeights[^1] * close;
        for (var i = 0; i < AlmaBars - 1; i++)
        {
            last[i] = last[i + 1];
            average += AlmaWeights[i] * last[i];
        }

        last[^1] = close;
        return average;
    }
}
