using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Trend;

/// <summary>Stop and reverse (Wilder 1978).</summary>
internal sealed class ParabolicStop
{
    private const double Step = 0.02;
    private const double Most = 0.2;

    private bool _rising;
    private double _stop;
    private double _extreme;
    private double _acceleration = Step;
    private double _highBefore;
    private double _lowBefore;

    public bool IsRising => _rising;

    /// <returns>The stop that held during this bar, or the one after a reversal within it.</returns>
    public double Add(in IndicatorTerms bar)
    {
        if (bar.Seen <= 2)
        {
            Begin(bar);
        }
        else
        {
            Follow(bar);
        }

        (_highBefore, _lowBefore) = (bar.PreviousHigh, bar.PreviousLow);
        return _stop;
    }

    public void Transfer(StateTransfer state)
    {
        state.Value(ref _rising);
        state.Value(ref _stop);
        state.Value(ref _extreme);
        state.Value(ref _acceleration);
        state.Value(ref _highBefore);
        state.Value(ref _lowBefore);
    }

    private void Begin(in IndicatorTerms bar)
    {
        _rising = bar.Change >= 0;
        _stop = _rising ? bar.PreviousLow : bar.PreviousHigh;
        _extreme = _rising ? Math.Max(bar.High, bar.PreviousHigh) : Math.Min(bar.Low, bar.PreviousLow);
    }

    private void Follow(in IndicatorTerms bar)
    {
        _stop += _acceleration * (_extreme - _stop);
        _stop = _rising
            ? Math.Min(_stop, Math.Min(bar.PreviousLow, _lowBefore))
            : Math.Max(_stop, Math.Max(bar.PreviousHigh, _highBefore));
        if (_rising ? bar.Low < _stop : bar.High > _stop)
        {
            _rising = !_rising;
            _stop = _rising ? Math.Min(_extreme, bar.Low) : Math.Max(_extreme, bar.High);
            _extreme = _rising ? bar.High : bar.Low;
            _acceleration = Step;
        }
        else if (_rising ? bar.High > _extreme : bar.Low < _extreme)
        {
            _extreme = _rising ? bar.High : bar.Low;
            _acceleration = Math.Min(Most, _acceleration + Step);
        }
    }
}
