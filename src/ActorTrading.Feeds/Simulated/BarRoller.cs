using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>Rolls ticks up into bars of one timeframe. The simulator's history is made of the same ticks that it would deliver.</summary>
internal sealed class BarRoller(Timeframe timeframe)
{
    private const int QuoteScale = 16;
    private readonly List<Bar> _bars = [];
    private long _open = long.MinValue;
    private long _first;
    private long _high;
    private long _low;
    private long _last;
    private long _volume;
    private long _buys;
    private UInt128 _quote;
    private int _trades;

    public void Add(ReadOnlySpan<Tick> ticks)
    {
        foreach (ref readonly var tick in ticks)
        {
            if (tick.Time >= _open + timeframe.Length || _open == long.MinValue)
            {
                Close();
                _open = timeframe.OpenOf(tick.Time);
                _first = _high = _low = tick.Price;
                _volume = _buys = 0;
                _quote = 0;
                _trades = 0;
            }

            _high = Math.Max(_high, tick.Price);
            _low = Math.Min(_low, tick.Price);
            _last = tick.Price;
            _volume += tick.Size;
            _buys += tick.Side == Side.Buy ? tick.Size : 0;
            _quote += Math.BigMul((ulong)tick.Price, (ulong)tick.Size);
            _trades++;
        }
    }

    /// <summary>The bars, the last one closed whatever comes after.</summary>
    public Bar[] Finish()
    {
        Close();
        return [.. _bars];
    }

    private void Close()
    {
        if (_open != long.MinValue)
        {
            // Price and size are each scaled by 1e8: their product fits a decimal's 96 bits up to 7.9e12 quote units.
            var quote = new decimal((int)(uint)_quote, (int)(uint)(_quote >> 32), (int)(uint)(_quote >> 64), isNegative: false, QuoteScale);
            _bars.Add(new Bar(_open, _first, _high, _low, _last, _volume, _buys, quote, _trades));
        }
    }
}
