namespace ActorTrading.Market.Windows;

/// <summary>The deepest fall from a price to a later one within the last w prices, as a part of the first, by the two blocks of <see cref="RollingSum"/>. O(1) amortised.</summary>
internal sealed class RollingDrawdown
{
    // Up to the position: prices of this block, in the lows. Behind it: high, low and fall of the last block from there to its end.
    private readonly double[] _highs;
    private readonly double[] _lows;
    private readonly double[] _falls;
    private int _position;
    private double _high;
    private double _low;
    private double _fall;

    public RollingDrawdown(int window) => (_highs, _lows, _falls) = (new double[window], new double[window], new double[window]);

    /// <summary>The highest of the window.</summary>
    public double Peak { get; private set; }

    /// <returns>0 to 1.</returns>
    public double Add(double price)
    {
        var position = _position;
        if (position == 0)
        {
            (_high, _low, _fall) = (price, price, 0);
        }

        _high = Math.Max(_high, price);
        _low = Math.Min(_low, price);
        _fall = Math.Max(_fall, 1 - (price / _high));
        _lows[position] = price;
        if (position + 1 == _lows.Length)
        {
            Peak = _high;
            EndBlock();
            return _fall;
        }

        _position = ++position;
        if (!(_highs[position] > 0))
        {
            Peak = _high;
            return _fall;
        }

        Peak = Math.Max(_high, _highs[position]);
        return Math.Max(Math.Max(_fall, _falls[position]), 1 - (_low / _highs[position]));
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, _lows.Length - 1, "position in a drawdown");
        state.Value(ref _high);
        state.Value(ref _low);
        state.Value(ref _fall);
        state.Values(_highs);
        state.Values(_lows);
        state.Values(_falls);
    }

    private void EndBlock()
    {
        (_highs[^1], _falls[^1]) = (_lows[^1], 0);
        for (var i = _lows.Length - 2; i >= 0; i--)
        {
            var price = _lows[i];
            _lows[i] = Math.Min(price, _lows[i + 1]);
            _highs[i] = Math.Max(price, _highs[i + 1]);
            _falls[i] = Math.Max(_falls[i + 1], 1 - (_lows[i + 1] / price));
        }

        _position = 0;
    }
}
