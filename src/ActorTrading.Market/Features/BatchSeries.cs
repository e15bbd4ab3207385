using static ActorTrading.Market.Features.BatchWindows;

namespace ActorTrading.Market.Features;

/// <summary>All inputs of the formulas as arrays over a whole series.</summary>
internal sealed class BatchSeries
{
    private readonly BarTerms[] _terms;
    private readonly FeatureWindows _windows;
    private readonly List<(double[] Values, Action<FeatureInputs, double> Put)> _columns = [];
    private readonly double[] _closes;
    private readonly double[] _typicals;
    private readonly double[][] _variances;
    private readonly int[] _runs;

    public BatchSeries(BarTerms[] terms, FeatureWindows windows)
    {
        _terms = terms;
        _windows = windows;
        _closes = Select(terms, t => t.Close);
        _typicals = Select(terms, t => FeatureRules.TypicalPrice(t));
        var squares = Select(terms, t => t.Return * t.Return);
        _variances = Array.ConvertAll(FeatureRules.DecayWeights(windows), w => Smoothed(squares, w));
        _runs = new int[terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            _runs[i] = FeatureRules.NextRun(i == 0 ? 0 : _runs[i - 1], terms[i].Return);
        }

        AddReturns(squares);
        AddRanges();
        AddVolumes();
        AddPrices();
        AddAverages();
    }

    public void Read(int i, FeatureInputs x)
    {
        x.Terms = _terms[i];
        x.CountSix = Math.Min(i + 1, FeatureWindows.Six);
        x.CountHours4 = Math.Min(i + 1, _windows.Hours4);
        x.CountHours12 = Math.Min(i + 1, _windows.Hours12);
        x.CountDay = Math.Min(i + 1, _windows.Day);
        x.CountDays3 = Math.Min(i + 1, _windows.Days3);
        x.CountWeek = Math.Min(i + 1, _windows.Week);
        x.Run = _runs[i];
        foreach (var (values, put) in _columns)
        {
            put(x, values[i]);
        }

        for (var k = 0; k < _variances.Length; k++)
        {
            x.Variances[k] = _variances[k][i];
        }

        var lags = FeatureRules.Lags(_windows);
        for (var k = 0; k < lags.Length; k++)
        {
            x.PastAges[k] = Math.Min(lags[k], i);
            x.PastCloses[k] = _closes[i - x.PastAges[k]];
        }

        (x.BandMean, x.BandDeviation) = FeatureRules.Band(Last(_closes, i, FeatureWindows.Band));
        x.TypicalPrice = _typicals[i];
        (x.TypicalMean, x.TypicalMeanDeviation) = FeatureRules.MeanDeviation(Last(_typicals, i, FeatureWindows.Band));
    }

    private void AddReturns(double[] squares)
    {
        var sizes = Select(_terms, t => Math.Abs(t.Return));
        var lagged = new double[_terms.Length];
        for (var i = 1; i < lagged.Length; i++)
        {
            lagged[i] = _terms[i].Return * _terms[i - 1].Return;
        }

        Add(Sums(squares, FeatureWindows.Six), (x, v) => x.SquaresSix = v);
        Add(Sums(squares, _windows.Hours4), (x, v) => x.SquaresHours4 = v);
        Add(Sums(squares, _windows.Hours12), (x, v) => x.SquaresHours12 = v);
        Add(Sums(squares, _windows.Day), (x, v) => x.SquaresDay = v);
        Add(Sums(squares, _windows.Days3), (x, v) => x.SquaresDays3 = v);
        Add(Sums(squares, _windows.Week), (x, v) => x.SquaresWeek = v);
        Add(Sums(Select(_terms, t => t.Return > 0 ? t.Return * t.Return : 0), _windows.Day), (x, v) => x.UpSquaresDay = v);
        Add(Sums(Select(_terms, t => t.Return < 0 ? t.Return * t.Return : 0), _windows.Day), (x, v) => x.DownSquaresDay = v);
        Add(Sums(lagged, _windows.Day), (x, v) => x.LagProductsDay = v);
        Add(Sums(Select(_terms, t => t.Return * t.Return * t.Return), _windows.Days3), (x, v) => x.CubesDays3 = v);
        Add(Sums(Select(_terms, t => t.Return * t.Return * (t.Return * t.Return)), _windows.Days3), (x, v) => x.FourthsDays3 = v);
        Add(Maxima(sizes, FeatureWindows.Six), (x, v) => x.LargestSix = v);
        Add(Maxima(sizes, FeatureWindows.TwentyFour), (x, v) => x.LargestTwentyFour = v);
        Add(Maxima(sizes, _windows.Week), (x, v) => x.LargestWeek = v);
    }

    private void AddRanges()
    {
        var parkinson = Select(_terms, t => t.Parkinson);
        var garmanKlass = Select(_terms, t => t.GarmanKlass);
        var ranges = Select(_terms, t => t.RelativeRange);
        Add(Sums(parkinson, _windows.Hours4), (x, v) => x.ParkinsonHours4 = v);
        Add(Sums(parkinson, _windows.Day), (x, v) => x.ParkinsonDay = v);
        Add(Sums(parkinson, _windows.Week), (x, v) => x.ParkinsonWeek = v);
        Add(Sums(garmanKlass, _windows.Hours4), (x, v) => x.GarmanKlassHours4 = v);
        Add(Sums(garmanKlass, _windows.Day), (x, v) => x.GarmanKlassDay = v);
        Add(Sums(ranges, FeatureWindows.Six), (x, v) => x.RangeSix = v);
        Add(Sums(ranges, _windows.Days3), (x, v) => x.RangeDays3 = v);
        Add(Sums(Select(_terms, t => t.LogRange), _windows.Day), (x, v) => x.LogRangeDay = v);
        Add(Sums(Select(_terms, t => t.LogRange * t.LogRange), _windows.Day), (x, v) => x.LogRangeSquaresDay = v);
    }

    private void AddVolumes()
    {
        var volumes = Select(_terms, t => t.Volume);
        var week = Sums(volumes, _windows.Week);
        var logs = new double[volumes.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = FeatureRules.LogVolume(volumes[i], week[i], Math.Min(i + 1, _windows.Week));
        }

        var logSquares = Array.ConvertAll(logs, v => v * v);
        Add(Sums(volumes, _windows.Hours4), (x, v) => x.VolumeHours4 = v);
        Add(Sums(volumes, _windows.Day), (x, v) => x.VolumeDay = v);
        Add(week, (x, v) => x.VolumeWeek = v);
        Add(Sums(Select(_terms, t => t.BuyVolume), _windows.Day), (x, v) => x.BuyVolumeDay = v);
        Add(Sums(Select(_terms, t => FeatureRules.SignedVolume(t.Return, t.Volume)), _windows.Day), (x, v) => x.SignedVolumeDay = v);
        Add(logs, (x, v) => x.LogVolume = v);
        Add(Sums(logs, _windows.Day), (x, v) => x.LogVolumeDay = v);
        Add(Sums(logSquares, _windows.Day), (x, v) => x.LogVolumeSquaresDay = v);
        Add(Sums(logs, _windows.Week), (x, v) => x.LogVolumeWeek = v);
        Add(Sums(logSquares, _windows.Week), (x, v) => x.LogVolumeSquaresWeek = v);
    }

    private void AddPrices()
    {
        var highs = Select(_terms, t => t.High);
        var negativeLows = Select(_terms, t => -t.Low);
        Add(Sums(_closes, _windows.Day), (x, v) => x.CloseDay = v);
        Add(Sums(_closes, _windows.Week), (x, v) => x.CloseWeek = v);
        Add(Maxima(highs, FeatureWindows.Oscillator), (x, v) => x.HighOscillator = v);
        Add(Maxima(negativeLows, FeatureWindows.Oscillator), (x, v) => x.LowOscillator = -v);
        Add(Maxima(highs, _windows.Day), (x, v) => x.HighDay = v);
        Add(Maxima(negativeLows, _windows.Day), (x, v) => x.LowDay = -v);
        Add(Maxima(highs, _windows.Week), (x, v) => x.HighWeek = v);
        Add(Maxima(negativeLows, _windows.Week), (x, v) => x.LowWeek = -v);
    }

    private void AddAverages()
    {
        var changes = new double[_terms.Length];
        for (var i = 1; i < changes.Length; i++)
        {
            changes[i] = _closes[i] - _closes[i - 1];
        }

        var plus = Smoothed(Select(_terms, t => t.UpMove), FeatureRules.Wilder);
        var minus = Smoothed(Select(_terms, t => t.DownMove), FeatureRules.Wilder);
        var fast = Smoothed(_closes, FeatureRules.Fast);
        var slow = Smoothed(_closes, FeatureRules.Slow);
        Add(Smoothed(Select(_terms, t => t.TrueRange), FeatureRules.Wilder), (x, v) => x.AverageRange = v);
        Add(Smoothed(Array.ConvertAll(changes, c => Math.Max(0, c)), FeatureRules.Wilder), (x, v) => x.AverageUp = v);
        Add(Smoothed(Array.ConvertAll(changes, c => Math.Max(0, -c)), FeatureRules.Wilder), (x, v) => x.AverageDown = v);
        Add(plus, (x, v) => x.PlusMove = v);
        Add(minus, (x, v) => x.MinusMove = v);
        Add(Smoothed([.. plus.Zip(minus, FeatureRules.DirectionalMove)], FeatureRules.Wilder), (x, v) => x.DirectionalIndex = v);
        Add(fast, (x, v) => x.FastAverage = v);
        Add(slow, (x, v) => x.SlowAverage = v);
        Add(Smoothed([.. fast.Zip(slow, (a, b) => a - b)], FeatureRules.Signal), (x, v) => x.Signal = v);
        Add(Smoothed(_closes, FeatureRules.SmoothingOf(_windows.Days3)), (x, v) => x.AverageDays3 = v);
    }

    private void Add(double[] values, Action<FeatureInputs, double> put) => _columns.Add((values, put));
}
