using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// Puts the candles of one series in order: final ones one after another without a hole, each version once, the forming one only while it grows.
/// A final candle that comes again with other values is a correction and passes. Pure; O(1) for a candle in order.
/// </summary>
/// <param name="room">Most final candles kept while one before them is missing, and most that are remembered behind; at least 1.</param>
internal sealed class CandleSequence(SeriesId series, int room)
{
    private readonly SortedDictionary<long, Candle> _early = [];
    private readonly Dictionary<long, Candle> _recent = [];
    private readonly Queue<long> _order = new();
    private readonly Queue<Candle> _ready = new();
    private Candle _forming;
    private long? _lastFinal;

    /// <summary>Open time of the next final candle, µs; null before the first candle.</summary>
    public long? Next => _lastFinal + series.Timeframe.Length;

    /// <summary>Open time of the newest candle that was seen, µs; 0 before the first.</summary>
    public long Newest { get; private set; }

    /// <summary>The newest candle that still forms; default before the first.</summary>
    public Candle Forming => _forming;

    public void ResumeAfter(long openTime)
    {
        _early.Clear();
        _lastFinal = openTime;
    }

    public TradeVerdict Offer(in Candle candle)
    {
        var open = candle.OpenTime;
        _lastFinal ??= open - series.Timeframe.Length;
        var next = _lastFinal.Value + series.Timeframe.Length;
        Newest = Math.Max(Newest, open);
        if (!candle.IsFinal)
        {
            return OfferForming(candle, next);
        }

        if (open < next)
        {
            if (_recent.TryGetValue(open, out var before) && before.Bar == candle.Bar)
            {
                return TradeVerdict.Duplicate;
            }

            // A correction, or a candle from before the beginning.
            Remember(candle);
            _ready.Enqueue(candle);
            return TradeVerdict.Late;
        }

        if (open > next)
        {
            if (_early.TryGetValue(open, out var known) && known.Bar == candle.Bar)
            {
                return TradeVerdict.Duplicate;
            }

            if (_early.Count >= room && !_early.ContainsKey(open))
            {
                return TradeVerdict.PutOff;
            }

            _early[open] = candle;
            return TradeVerdict.Early;
        }

        var closesHole = _early.Count > 0;
        Take(candle);
        return closesHole ? TradeVerdict.Late : TradeVerdict.InOrder;
    }

    /// <summary>Open times of final candles that are missing before what has arrived; null where none is.</summary>
    public TimeRange? Hole
    {
        get
        {
            if (Next is not { } next)
            {
                return null;
            }

            foreach (var (open, _) in _early)
            {
                return new TimeRange(next, open);
            }

            return Newest > next ? new TimeRange(next, Newest) : null;
        }
    }

    /// <summary>Takes in candles that were fetched, ascending.</summary>
    public void Fill(IReadOnlyList<Candle> fetched)
    {
        foreach (var candle in fetched)
        {
            Offer(candle);
        }
    }

    /// <summary>Goes on behind the hole: it cannot be filled, or the exchange has no candles there.</summary>
    public void Skip()
    {
        if (Hole is { } hole)
        {
            _lastFinal = hole.To - series.Timeframe.Length;
            TakeEarly();
        }
    }

    /// <summary>Candles in order that nobody has taken yet.</summary>
    public bool TryTake(out Candle candle) => _ready.TryDequeue(out candle);

    private TradeVerdict OfferForming(in Candle candle, long next)
    {
        var isOlder = candle.OpenTime < next
            || candle.OpenTime < _forming.OpenTime
            || (candle.OpenTime == _forming.OpenTime && candle.Bar.Volume < _forming.Bar.Volume);
        if (isOlder || (_forming.OpenTime == candle.OpenTime && _forming.Bar == candle.Bar))
        {
            return TradeVerdict.Duplicate;
        }

        _forming = candle;
        _ready.Enqueue(candle);
        return TradeVerdict.InOrder;
    }

    private void Take(in Candle candle)
    {
        _lastFinal = candle.OpenTime;
        Remember(candle);
        _ready.Enqueue(candle);
        TakeEarly();
    }

    private void TakeEarly()
    {
        while (_early.Remove(_lastFinal!.Value + series.Timeframe.Length, out var following))
        {
            _lastFinal = following.OpenTime;
            Remember(following);
            _ready.Enqueue(following);
        }
    }

    private void Remember(in Candle candle)
    {
        if (!_recent.ContainsKey(candle.OpenTime))
        {
            _order.Enqueue(candle.OpenTime);
            if (_order.Count > room)
            {
                _recent.Remove(_order.Dequeue());
            }
        }

        _recent[candle.OpenTime] = candle;
    }
}
