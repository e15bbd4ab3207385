using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Features;

/// <summary>All running windows of a feature engine: sums, maxima and short histories.</summary>
internal sealed class WindowSet
{
    private readonly FeatureWindows _windows;
    private readonly RollingSum[] _sums;
    private readonly RollingMax[] _maxima;
    private readonly ShiftWindow _closes = new(FeatureWindows.Band);
    private readonly ShiftWindow _typicals = new(FeatureWindows.Band);
    private double _previousReturn;

    public WindowSet(FeatureWindows w)
    {
        _windows = w;
        _sums =
        [
            new(FeatureWindows.Six), new(w.Hours4), new(w.Hours12), new(w.Day), new(w.Days3), new(w.Week),
            new(w.Hours4), new(w.Day), new(w.Week), new(w.Hours4), new(w.Day),
            new(FeatureWindows.Six), new(w.Days3), new(w.Day), new(w.Day),
            new(w.Day), new(w.Day), new(w.Day), new(w.Days3), new(w.Days3),
            new(w.Hours4), new(w.Day), new(w.Week), new(w.Day), new(w.Day),
            new(w.Day), new(w.Day), new(w.Week), new(w.Week),
            new(w.Day), new(w.Week),
        ];
        _maxima =
        [
            new(FeatureWindows.Six), new(FeatureWindows.TwentyFour), new(w.Week),
            new(FeatureWindows.Oscillator), new(FeatureWindows.Oscillator), new(w.Day), new(w.Day), new(w.Week), new(w.Week),
        ];
    }

    /// <summary>Adds a bar to every window and writes what they say into <paramref name="x"/>, whose terms are those of the bar.</summary>
    /// <param name="seen">Bars so far, this one included.</param>
    public void Add(FeatureInputs x, int seen)
    {
        Count(x, seen);
        var r = x.Terms.Return;
        var square = r * r;
        x.SquaresSix = Sum(0, square);
        x.SquaresHours4 = Sum(1, square);
        x.SquaresHours12 = Sum(2, square);
        x.SquaresDay = Sum(3, square);
        x.SquaresDays3 = Sum(4, square);
        x.SquaresWeek = Sum(5, square);
        x.ParkinsonHours4 = Sum(6, x.Terms.Parkinson);
        x.ParkinsonDay = Sum(7, x.Terms.Parkinson);
        x.ParkinsonWeek = Sum(8, x.Terms.Parkinson);
        x.GarmanKlassHours4 = Sum(9, x.Terms.GarmanKlass);
        x.GarmanKlassDay = Sum(10, x.Terms.GarmanKlass);
        x.RangeSix = Sum(11, x.Terms.RelativeRange);
        x.RangeDays3 = Sum(12, x.Terms.RelativeRange);
        x.LogRangeDay = Sum(13, x.Terms.LogRange);
        x.LogRangeSquaresDay = Sum(14, x.Terms.LogRange * x.Terms.LogRange);
        x.UpSquaresDay = Sum(15, r > 0 ? square : 0);
        x.DownSquaresDay = Sum(16, r < 0 ? square : 0);
        x.LagProductsDay = Sum(17, r * _previousReturn);
        x.CubesDays3 = Sum(18, square * r);
        x.FourthsDays3 = Sum(19, square * square);
        _previousReturn = r;
        AddVolume(x);
        AddPrices(x);
        x.LargestSix = Max(0, Math.Abs(r));
        x.LargestTwentyFour = Max(1, Math.Abs(r));
        x.LargestWeek = Max(2, Math.Abs(r));
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var sum in _sums)
        {
            sum.Save(writer);
        }

        foreach (var maximum in _maxima)
        {
            maximum.Save(writer);
        }

        _closes.Save(writer);
        _typicals.Save(writer);
        writer.Write(_previousReturn);
    }

    public void Load(BinaryReader reader)
    {
        foreach (var sum in _sums)
        {
            sum.Load(reader);
        }

        foreach (var maximum in _maxima)
        {
            maximum.Load(reader);
        }

        _closes.Load(reader);
        _typicals.Load(reader);
        _previousReturn = reader.ReadDouble();
    }

    private void AddVolume(FeatureInputs x)
    {
        var volume = x.Terms.Volume;
        x.VolumeHours4 = Sum(20, volume);
        x.VolumeDay = Sum(21, volume);
        x.VolumeWeek = Sum(22, volume);
        x.BuyVolumeDay = Sum(23, x.Terms.BuyVolume);
        x.SignedVolumeDay = Sum(24, FeatureRules.SignedVolume(x.Terms.Return, volume));
        var log = FeatureRules.LogVolume(volume, x.VolumeWeek, x.CountWeek);
        x.LogVolume = log;
        x.LogVolumeDay = Sum(25, log);
        x.LogVolumeSquaresDay = Sum(26, log * log);
        x.LogVolumeWeek = Sum(27, log);
        x.LogVolumeSquaresWeek = Sum(28, log * log);
    }

    private void AddPrices(FeatureInputs x)
    {
        x.CloseDay = Sum(29, x.Terms.Close);
        x.CloseWeek = Sum(30, x.Terms.Close);
        x.HighOscillator = Max(3, x.Terms.High);
        x.LowOscillator = -Max(4, -x.Terms.Low);
        x.HighDay = Max(5, x.Terms.High);
        x.LowDay = -Max(6, -x.Terms.Low);
        x.HighWeek = Max(7, x.Terms.High);
        x.LowWeek = -Max(8, -x.Terms.Low);
        _closes.Add(x.Terms.Close);
        (x.BandMean, x.BandDeviation) = FeatureRules.Band(_closes.Values);
        x.TypicalPrice = FeatureRules.TypicalPrice(x.Terms);
        _typicals.Add(x.TypicalPrice);
        (x.TypicalMean, x.TypicalMeanDeviation) = FeatureRules.MeanDeviation(_typicals.Values);
    }

    private void Count(FeatureInputs x, int seen)
    {
        x.CountSix = Math.Min(seen, FeatureWindows.Six);
        x.CountHours4 = Math.Min(seen, _windows.Hours4);
        x.CountHours12 = Math.Min(seen, _windows.Hours12);
        x.CountDay = Math.Min(seen, _windows.Day);
        x.CountDays3 = Math.Min(seen, _windows.Days3);
        x.CountWeek = Math.Min(seen, _windows.Week);
    }

    private double Sum(int index, double value) => _sums[index].Add(value);

    private double Max(int index, double value) => _maxima[index].Add(value);
}
