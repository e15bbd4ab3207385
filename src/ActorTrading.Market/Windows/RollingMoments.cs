namespace ActorTrading.Market.Windows;

/// <summary>Mean and central power sums up to the fourth of the last w values, merged as in <see cref="RollingLine"/> (formulas: Pébay 2008). O(1) amortised.</summary>
internal sealed class RollingMoments(int window)
{
    private readonly PowerSums[] _tails = new PowerSums[window];
    private readonly double[] _values = new double[window];
    private int _position;
    private PowerSums _head;

    /// <summary>Of the window.</summary>
    public PowerSums Sums { get; private set; }

    public void Add(double value)
    {
        var position = _position;
        _values[position] = value;
        _head = position == 0 ? PowerSums.Of(value) : PowerSums.Merge(_head, PowerSums.Of(value));
        if (position + 1 == window)
        {
            Sums = _head;
            EndBlock();
            return;
        }

        _position = position + 1;
        Sums = _tails[_position].Count > 0 ? PowerSums.Merge(_tails[_position], _head) : _head;
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, window - 1, "position in moments");
        PowerSums.Transfer(state, ref _head);
        state.Values(_values);
        foreach (ref var tail in _tails.AsSpan())
        {
            PowerSums.Transfer(state, ref tail);
        }
    }

    private void EndBlock()
    {
        _tails[^1] = PowerSums.Of(_values[^1]);
        for (var i = window - 2; i >= 0; i--)
        {
            _tails[i] = PowerSums.Merge(PowerSums.Of(_values[i]), _tails[i + 1]);
        }

        _position = 0;
    }
}
