using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Momentum;

/// <summary>The symmetric mean of four bars, weights 1 2 2 1; bars before the first count as 0.</summary>
internal struct FourBars
{
    private double _one;
    private double _two;
    private double _three;

    public double Add(double value)
    {
        var mean = (value + (2 * _one) + (2 * _two) + _three) / 6;
        (_three, _two, _one) = (_two, _one, value);
        return mean;
    }

    public void Transfer(StateTransfer state)
    {
        state.Value(ref _one);
        state.Value(ref _two);
        state.Value(ref _three);
    }
}
