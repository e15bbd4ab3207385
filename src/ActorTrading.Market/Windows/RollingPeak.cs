namespace ActorTrading.Market.Windows;

/// <summary>How many steps ago the greatest of the last w values was, the latest of equals, by the two blocks of <see cref="RollingSum"/>. O(1) amortised.</summary>
internal sealed class RollingPeak(int window)
{
    // Up to the position: values of this block. Behind it: greatest values of the last block from there to its end, and where they stood.
    private readonly double[] _slots = new double[window];
    private readonly double[] _places = new double[window];
    private int _position;
    private double _head = double.NegativeInfinity;
    private double _headPlace;

    public int Add(double value)
    {
        var position = _position;
        if (position == 0 || value >= _head)
        {
            _head = value;
            _headPlace = position;
        }

        _slots[position] = value;
        if (position + 1 == window)
        {
            return EndBlock();
        }

        _position = position + 1;
        return _head >= _slots[_position] ? position - (int)_headPlace : position + window - (int)_places[_position];
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, window - 1, "position in a peak");
        state.Value(ref _head);
        state.Value(ref _headPlace);
        state.Values(_slots);
        state.Values(_places);
    }

    private int EndBlock()
    {
        _places[window - 1] = window - 1;
        for (var i = window - 2; i >= 0; i--)
        {
            var own = _slots[i] > _slots[i + 1];
            _slots[i] = own ? _slots[i] : _slots[i + 1];
            _places[i] = own ? i : _places[i + 1];
        }

        _position = 0;
        return window - 1 - (int)_headPlace;
    }
}
