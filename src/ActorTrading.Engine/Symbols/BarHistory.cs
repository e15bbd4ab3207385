using ActorTrading.Engine.Codecs;
using ActorTrading.Market;
using ActorTrading.Market.Bars;

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
