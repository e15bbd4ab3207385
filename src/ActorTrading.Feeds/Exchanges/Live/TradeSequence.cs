using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// Puts the trades of one instrument into the order of their ids, each once, without a hole. What arrives too early is kept; what is missing is named, so that it
/// can be fetched. Pure; O(log n) in what is kept, O(1) in order.
/// </summary>
/// <param name="room">Most trades kept while something before them is missing; at least 1.</param>
internal sealed class TradeSequence(int room)
{
    /// <summary>A known id this much later, µs, is no repetition: the exchange counts anew.</summary>
    private const long CountsAnewAfter = 60_000_000;

    private readonly SortedDictionary<long, StreamTrade> _early = [];
    private readonly Queue<Tick> _ready = new();
    private long _putOffUpTo;

    /// <summary>Id of the last trade in order; null before the first.</summary>
    public long? Last { get; private set; }

    /// <summary>Its event time, µs.</summary>
    public long LastTime { get; private set; }

    /// <summary>Trades kept because something before them is missing.</summary>
    public int Early => _early.Count;

    /// <summary>Goes on after a trade that is known from before; what was kept is forgotten.</summary>
    public void ResumeAfter(long id, long time)
    {
        _early.Clear();
        (Last, LastTime, _putOffUpTo) = (id, time, 0);
    }

    /// <summary>Begins with whatever comes next.</summary>
    public void Restart()
    {
        Last = null;
        _putOffUpTo = 0;
        if (_early.Count > 0)
        {
            Last = First().FirstId - 1;
            TakeEarly();
        }
    }

    public TradeVerdict Offer(in StreamTrade trade)
    {
        var id = trade.Tick.Id;
        if (Last is not { } last)
        {
            Take(trade.Tick, id);
            return TradeVerdict.InOrder;
        }

        if (id <= last)
        {
            if (trade.Tick.Time - LastTime > CountsAnewAfter)
            {
                _early.Clear();
                _putOffUpTo = 0;
                Take(trade.Tick, id);
                return TradeVerdict.InOrder;
            }

            return TradeVerdict.Duplicate;
        }

        if (trade.FirstId == last + 1)
        {
            var wasWaitedFor = _early.Count > 0;
            Take(trade.Tick, id);
            TakeEarly();
            return wasWaitedFor ? TradeVerdict.Late : TradeVerdict.InOrder;
        }

        if (_early.ContainsKey(id))
        {
            return TradeVerdict.Duplicate;
        }

        // Of a trade that is partly delivered the rest is fetched print by print, like one that there is no room for.
        if (trade.FirstId <= last || _early.Count >= room)
        {
            _putOffUpTo = Math.Max(_putOffUpTo, id);
            return TradeVerdict.PutOff;
        }

        _early.Add(id, trade);
        return TradeVerdict.Early;
    }

    /// <summary>What must be fetched next; null where nothing is missing.</summary>
    public TradeHole? Hole => Last is not { } last ? null
        : _early.Count > 0 ? new TradeHole(last, Math.Max(First().FirstId, last + 1))
        : _putOffUpTo > last ? new TradeHole(last, _putOffUpTo + 1)
        : null;

    /// <summary>Takes in trades that were fetched, ascending; those that are known, or that stand behind something kept, are passed over.</summary>
    /// <returns>How many were new.</returns>
    public int Fill(IReadOnlyList<Tick> fetched)
    {
        var taken = 0;
        foreach (var tick in fetched)
        {
            if (Last is { } last && tick.Id > last && (_early.Count == 0 || tick.Id < First().FirstId))
            {
                Take(tick, tick.Id);
                taken++;
                TakeEarly();
            }
        }

        return taken;
    }

    /// <summary>Goes on behind the hole: it cannot be filled, or the exchange has no trades of these ids.</summary>
    public void Skip()
    {
        if (Hole is { } hole)
        {
            Last = hole.Before - 1;
            TakeEarly();
        }
    }

    /// <summary>Trades in order that nobody has taken yet.</summary>
    public bool TryTake(out Tick tick) => _ready.TryDequeue(out tick);

    private StreamTrade First()
    {
        // The dictionary's own enumerator would be boxed by LINQ.
        foreach (var (_, trade) in _early)
        {
            return trade;
        }

        throw new InvalidOperationException("Nothing is kept.");
    }

    private void Take(in Tick tick, long id)
    {
        Last = id;
        LastTime = Math.Max(LastTime, tick.Time);
        _ready.Enqueue(tick);
    }

    private void TakeEarly()
    {
        while (_early.Count > 0)
        {
            var first = First();
            if (first.FirstId > Last + 1)
            {
                return;
            }

            _early.Remove(first.Tick.Id);
            if (first.FirstId == Last + 1)
            {
                Take(first.Tick, first.Tick.Id);
            }
            else if (first.Tick.Id > Last)
            {
                // Partly delivered by now: the rest is fetched print by print.
                _putOffUpTo = Math.Max(_putOffUpTo, first.Tick.Id);
            }
        }
    }
}
