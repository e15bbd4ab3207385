using ActorTrading.Engine.Codecs;
using ActorTrading.Market;
using ActorTrading.Market.Bars;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Symbols;

/// <summary>The newest closed bars of each timeframe. One writer, many readers.</summary>
public sealed class BarHistory(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Timeframe, Queue<Bar>> _bars = Timeframe.All.ToDictionary(t => t, _ => new Queue<Bar>());
    private readonly Dictionary<Timeframe, long> _counts = Timeframe.All.ToDictionary(t => t, _ => 0L);

    public void Append(IReadOnlyList<ClosedBar> closed)
    {
        lock (_lock)
        {
            foreach (var bar in closed)
            {
                var kept = _bars[bar.Timeframe];
                if (kept.Count == capacity)
                {
                    kept.Dequeue();
                }

                kept.Enqueue(bar.Bar);
                _counts[bar.Timeframe]++;
            }
        }
    }

    /// <summary>Whether a bar would change what is kept: it lies within it, and is not there or has other values.</summary>
    internal bool IsNews(Timeframe timeframe, in Bar bar)
    {
        lock (_lock)
        {
            var kept = _bars[timeframe];
            if (kept.Count == 0 || bar.OpenTime < kept.Peek().OpenTime)
            {
                return false;
            }

            var newest = long.MinValue;
            foreach (var there in kept)
            {
                newest = there.OpenTime;
                if (newest == bar.OpenTime)
                {
                    return !CandleRule.SameValues(there, bar);
                }
            }

            return bar.OpenTime < newest;
        }
    }

    /// <summary>Puts a bar that <see cref="IsNews"/> in its place.</summary>
    internal void Correct(Timeframe timeframe, Bar bar)
    {
        lock (_lock)
        {
            var kept = _bars[timeframe];
            var bars = kept.Where(b => b.OpenTime != bar.OpenTime).Append(bar).OrderBy(b => b.OpenTime).ToList();
            _counts[timeframe] += bars.Count - kept.Count;
            kept.Clear();
            foreach (var one in bars.TakeLast(capacity))
            {
                kept.Enqueue(one);
            }
        }
    }

    /// <summary>The newest bars that open before a time, oldest first.</summary>
    /// <param name="before">Exclusive; <see cref="long.MaxValue"/> for no bound.</param>
    public Bar[] Page(Timeframe timeframe, int limit, long before)
    {
        lock (_lock)
        {
            return [.. _bars[timeframe].Where(b => b.OpenTime < before).TakeLast(limit)];
        }
    }

    /// <summary>Bars closed so far by timeframe, those no longer kept included.</summary>
    public IReadOnlyDictionary<string, long> Counts()
    {
        lock (_lock)
        {
            return Timeframe.All.Where(t => _counts[t] > 0).ToDictionary(t => t.Name, t => _counts[t]);
        }
    }

    internal void Save(BinaryWriter writer)
    {
        lock (_lock)
        {
            foreach (var timeframe in Timeframe.All)
            {
                var kept = _bars[timeframe].ToArray();
                writer.Write(_counts[timeframe]);
                writer.Write(kept.Length);
                writer.WriteBlock(BarColumns.Encode(kept));
            }
        }
    }

    internal void Load(BinaryReader reader)
    {
        lock (_lock)
        {
            foreach (var timeframe in Timeframe.All)
            {
                _counts[timeframe] = reader.ReadInt64();
                var count = reader.ReadInt32();
                var kept = _bars[timeframe];
                kept.Clear();
                foreach (var bar in BarColumns.Decode(reader.ReadBlock(), count).TakeLast(capacity))
                {
                    kept.Enqueue(bar);
                }
            }
        }
    }
}
