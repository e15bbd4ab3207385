using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Statistics;

/// <summary>Shannon's entropy (1948) of the last w symbols, divided by its greatest value. Counts are whole, so nothing drifts; the window begins full of symbol 0. O(symbols).</summary>
internal sealed class SymbolEntropy
{
    private readonly int[] _ring;
    private readonly int[] _counts;
    private readonly double[] _surprise;
    private int _position;

    public SymbolEntropy(int symbols, int window)
    {
        _ring = new int[window];
        _counts = new int[symbols];
        _counts[0] = window;
        _surprise = new double[window + 1];
        for (var count = 1; count <= window; count++)
        {
            var share = (double)count / window;
            _surprise[count] = -share * Math.Log(share) / Math.Log(symbols);
        }
    }

    public double Add(int symbol)
    {
        _counts[_ring[_position]]--;
        _counts[symbol]++;
        _ring[_position] = symbol;
        _position = _position + 1 == _ring.Length ? 0 : _position + 1;
        var entropy = 0.0;
        foreach (var count in _counts)
        {
            entropy += _surprise[count];
        }

        return Math.Min(1, entropy);
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, _ring.Length - 1, "position in symbols");
        Array.Clear(_counts);
        for (var i = 0; i < _ring.Length; i++)
        {
            state.Count(ref _ring[i], _counts.Length - 1, "symbol");
            _counts[_ring[i]]++;
        }
    }
}
