using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Trend;

/// <summary>A trailing line at three average true ranges (Seban 2007).</summary>
internal sealed class SuperTrend
{
    private const int Bars = 10;
    private const double Factor = 3;

    private Smoothing _range = Smoothing.Wilder(Bars);
    private bool _rising;
    private double _upper;
    private double _lower;

    public bool IsRising => _rising;

    public double Add(in IndicatorTerms bar)
    {
        var distance = Factor * _range.Add(bar.TrueRange);
        var upper = bar.Median + distance;
        var lower = bar.Median - distance;
        if (bar.Seen <= Bars)
        {
            (_upper, _lower, _rising) = (upper, lower, bar.Close >= bar.Median);
        }
        else
        {
            _upper = upper < _upper || bar.PreviousClose > _upper ? upper : _upper;
            _lower = lower > _lower || bar.PreviousClose < _lower ? lower : _lower;
            _rising = _rising ? bar.Close >= _lower : bar.Close > _upper;
        }

        return _rising ? _lower : _upper;
    }

    public void Transfer(StateTransfer state)
    {
        _range.Transfer(state);
        state.Value(ref _rising);
        state.Value(ref _upper);
        state.Value(ref _lower);
    }
}
