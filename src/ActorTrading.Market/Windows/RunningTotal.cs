namespace ActorTrading.Market.Windows;

/// <summary>A sum from the first value on, with what rounding loses kept aside (Neumaier 1974): its error does not grow with the number of values.</summary>
internal struct RunningTotal
{
    private double _sum;
    private double _lost;

    public readonly double Value => _sum + _lost;

    public double Add(double x)
    {
        var sum = _sum + x;
        _lost += Math.Abs(_sum) >= Math.Abs(x) ? (_sum - sum) + x : (x - sum) + _sum;
        _sum = sum;
        return sum + _lost;
    }

    public void Clear() => (_sum, _lost) = (0, 0);

    public void Transfer(StateTransfer state)
    {
        state.Value(ref _sum);
        state.Value(ref _lost);
    }
}
