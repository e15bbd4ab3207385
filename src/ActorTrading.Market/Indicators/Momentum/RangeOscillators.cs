using System.Runtime.Intrinsics;
using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Momentum;

/// <summary>Where the close lies in the range of the last bars.</summary>
internal sealed class RangeOscillators : IndicatorGroup
{
    private const int CciBars = 20;
    private const string Vigor = "Σ over 10 of the weighted body / of the weighted range, weights 1 2 2 1 / 6 over 4 bars; 0 without range";

    private readonly RollingRange _fourteen = new(14);
    private readonly RollingRange _ten = new(10);
    private readonly RollingRange _medians = new(10);
    private readonly RollingSum _fast = new(3);
    private readonly RollingSum _slow = new(3);
    private readonly RollingLine _typical = new(CciBars);
    private readonly RollingSum _body = new(10);
    private readonly RollingSum _range = new(10);
    private readonly RollingSum _balance = new(14);
    private readonly RollingSum _stick = new(8);
    private readonly double[] _typicals = new double[CciBars];
    private Smoothing _distance = Smoothing.Exponential(3);
    private Smoothing _distanceAgain = Smoothing.Exponential(3);
    private Smoothing _width = Smoothing.Exponential(3);
    private Smoothing _widthAgain = Smoothing.Exponential(3);
    private FourBars _bodies;
    private FourBars _ranges;
    private FourBars _vigors;
    private int _place;
    private double _pressed;
    private double _fisher;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("stochastic_fast_k", "Stochastic oscillator", "100 (close − lowest low) / (highest high − lowest low) over 14; 50 without range", "Lane 1984", "n = 14", Percent, Hundred, "high, low, close", 14, 14),
        new("stochastic_k", "Stochastic oscillator", "SMA over 3 of that", "Lane 1984", "n = 14, 3", Percent, Hundred, "high, low, close", 16, 16),
        new("stochastic_d", "Stochastic oscillator", "SMA over 3 of that", "Lane 1984", "n = 14, 3, 3", Percent, Hundred, "high, low, close", 18, 18),
        new("williams_r_14", "Williams %R", "stochastic fast %K − 100", "Williams 1979", "n = 14", Percent, "-100 to 0", "high, low, close", 14, 14),
        new("cci_20", "Commodity channel index", "(typical price − mean) / (0.015 mean absolute deviation) over 20; 0 without deviation; 20 terms a bar", "Lambert 1980", "n = 20, 0.015", Ratio, "about -700 to 700", "high, low, close", 20, 20),
        new("fisher_10", "Fisher transform", "½ ln((1 + x) / (1 − x)) + ½ the one before, x = 0.66 (place of the median price in its range − ½) + 0.67 x before, within ±0.999", "Ehlers 2002", "n = 10", Ratio, "about -7.6 to 7.6", "high, low", 10, 80),
        new("fisher_trigger_10", "Fisher transform", "the same one bar before", "Ehlers 2002", "n = 10", Ratio, "about -7.6 to 7.6", "high, low", 11, 81),
        new("smi_10", "Stochastic momentum index", "100 EMA3(EMA3(close − middle)) / (½ EMA3(EMA3(width))) of the range over 10; 0 without width", "Blau 1993", "n = 10, 3, 3", Percent, BothHundreds, "high, low, close", 14, 14 + (2 * Exponential(3))),
        new("bop_14", "Balance of power", "SMA over 14 of (close − open) / (high − low) within ±1, 0 without range", "Livshin 2001", "n = 14", Ratio, BothOnes, "open, high, low, close", 14, 14),
        new("vigor_10", "Relative vigor index", Vigor, "Ehlers 2002", "n = 10", Ratio, "about -1 to 1", "open, high, low, close", 13, 13),
        new("vigor_signal_10", "Relative vigor index", "the same weights over 4 values of it", "Ehlers 2002", "n = 10, 4", Ratio, "about -1 to 1", "open, high, low, close", 16, 16),
        new("qstick_8", "QStick", "SMA over 8 of close − open", "Chande 1994", "n = 8", Price, Any, "open, close", 8, 8),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        _fourteen.Add(bar.High, bar.Low);
        row[0] = 100 * _fourteen.PlaceOf(bar.Close);
        row[1] = _fast.Add(row[0]) / 3;
        row[2] = _slow.Add(row[1]) / 3;
        row[3] = row[0] - 100;
        row[4] = AddCci(bar.Typical);
        row[6] = _fisher;
        row[5] = AddFisher(bar.Median);
        row[7] = AddSmi(bar);
        var body = bar.Close - bar.Open;
        row[8] = _balance.Add(Math.Clamp(Quotient.Of(body, bar.Range, 0), -1, 1)) / 14;
        row[9] = Quotient.Of(_body.Add(_bodies.Add(body)), _range.Add(_ranges.Add(bar.Range)), 0);
        row[10] = _vigors.Add(row[9]);
        row[11] = _stick.Add(body) / 8;
    }

    public override void Transfer(StateTransfer state)
    {
        _fourteen.Transfer(state);
        _ten.Transfer(state);
        _medians.Transfer(state);
        _typical.Transfer(state);
        foreach (var sum in new[] { _fast, _slow, _body, _range, _balance, _stick })
        {
            state.Window(sum);
        }

        _bodies.Transfer(state);
        _ranges.Transfer(state);
        _vigors.Transfer(state);
        state.Values(_typicals);
        _distance.Transfer(state);
        _distanceAgain.Transfer(state);
        _width.Transfer(state);
        _widthAgain.Transfer(state);
        state.Count(ref _place, CciBars - 1, "place of a typical price");
        state.Value(ref _pressed);
        state.Value(ref _fisher);
    }

    private double AddCci(double typical)
    {
        _typicals[_place] = typical;
        _place = _place + 1 == CciBars ? 0 : _place + 1;
        _typical.Add(typical);
        var mean = _typical.Mean;
        var deviations = Vector256<double>.Zero;
        for (var i = 0; i < CciBars; i += Vector256<double>.Count)
        {
            deviations += Vector256.Abs(Vector256.Create<double>(_typicals.AsSpan(i)) - Vector256.Create(mean));
        }

        return Quotient.Of(typical - mean, 0.015 * Vector256.Sum(deviations) / CciBars, 0);
    }

    private double AddFisher(double median)
    {
        _medians.Add(median, median);
        _pressed = Math.Clamp((0.66 * (_medians.PlaceOf(median) - 0.5)) + (0.67 * _pressed), -0.999, 0.999);
        _fisher = (0.5 * Math.Log((1 + _pressed) / (1 - _pressed))) + (0.5 * _fisher);
        return _fisher;
    }

    private double AddSmi(in IndicatorTerms bar)
    {
        _ten.Add(bar.High, bar.Low);
        if (bar.Seen < 10)
        {
            return 0;
        }

        var distance = _distanceAgain.Add(_distance.Add(bar.Close - _ten.Middle));
        var width = _widthAgain.Add(_width.Add(_ten.Width));
        return 100 * Quotient.Of(distance, width / 2, 0);
    }
}
