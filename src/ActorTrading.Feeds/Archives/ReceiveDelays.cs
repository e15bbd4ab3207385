using System.Runtime.InteropServices;

namespace ActorTrading.Feeds.Archives;

/// <summary>Counts delays by ms, so that the median needs no list of them.</summary>
internal sealed class ReceiveDelays
{
    private readonly Dictionary<long, long> _counts = [];
    private long _total;

    public void Add(long micros)
    {
        var ms = (long)Math.Round(micros / 1000.0, MidpointRounding.ToEven);
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, ms, out _)++;
        _total++;
    }

    public ReceiveDelay? Summary()
    {
        if (_total == 0)
        {
            return null;
        }

        var ascending = _counts.OrderBy(c => c.Key).ToList();
        var before = 0L;
        var median = ascending.First(c => (before += c.Value) * 2 >= _total).Key;
        return new ReceiveDelay(ascending[0].Key, median, ascending[^1].Key);
    }
}
