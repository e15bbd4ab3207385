using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>One symbol of a live feed: counts its rows, collects them into batches, and finds the seam between candles and trades.</summary>
internal sealed class FeedLine
{
    private const int MostBars = 1440 * 31;
    private static readonly long Minute = Timeframe.M1.Length;

    private readonly string _source;
    private readonly ExchangeFeedOptions _options;
    private readonly List<Tick> _ticks = [];
    private readonly List<Bar> _bars = [];
    private long _position;
    private long _seam;
    private bool _hasBegun;

    public FeedLine(Symbol symbol, string source, ExchangeFeedOptions options, StoredRows stored, long now)
    {
        Symbol = symbol;
        _source = source;
        _options = options;
        _position = stored.Position;
        var (id, time) = stored.Last;
        var oldest = now - (options.LongestCatchUp.Ticks / TimeSpan.TicksPerMicrosecond);
        if (options.HasTrades && stored.Position > 0 && id > 0 && time > oldest)
        {
            ResumesAfter = stored.Last;
            _hasBegun = true;
        }

        // Ticks of a minute that was begun stay what they are: bars go on with the next.
        var after = stored.Position > 0 && time > 0 ? CeilingOf(time) : options.BarsFrom;
        BarsFrom = after > now - (MostBars * Minute) ? after : options.BarsFrom;
        _hasBegun |= !options.HasTrades;
    }

    public Symbol Symbol { get; }

    /// <summary>The trade that trades go on behind; null where bars come first.</summary>
    public RowMark? ResumesAfter { get; }

    /// <summary>Open time of the first bar.</summary>
    public long BarsFrom { get; }

    public bool IsFull => _ticks.Count >= _options.BatchSize || _bars.Count >= _options.BatchSize;

    /// <summary>Takes in an update.</summary>
    /// <returns>The bars that must be had before it, at the one moment when trades take over from bars; else null.</returns>
    public TimeRange? Add(LiveUpdate update)
    {
        if (update is LiveCandle { Candle: { IsFinal: true } candle })
        {
            if (candle.OpenTime >= Math.Max(_seam, BarsFrom))
            {
                _seam = candle.OpenTime + Minute;
                _bars.Add(candle.Bar);
            }

            return null;
        }

        if (update is not LiveTrade { Tick: var tick })
        {
            return null;
        }

        if (_seam == 0 && !_hasBegun)
        {
            _seam = Math.Max(CeilingOf(tick.Time), BarsFrom);
        }

        // Before the seam it is part of a bar.
        if (tick.Time < _seam)
        {
            return null;
        }

        _ticks.Add(tick);
        if (_hasBegun)
        {
            return null;
        }

        _hasBegun = true;
        return new TimeRange(BarsFrom, _seam);
    }

    /// <summary>The bars up to the seam, in batches.</summary>
    public IEnumerable<MarketBatch> Begin(IReadOnlyList<Bar> bars)
    {
        foreach (var chunk in bars.Chunk(_options.BatchSize))
        {
            _position += chunk.Length;
            yield return new BarBatch(Symbol, Timeframe.M1, chunk, _source, _position);
        }
    }

    /// <summary>What was collected; null where that is nothing.</summary>
    public MarketBatch? TakeBatch()
    {
        _position += _ticks.Count + _bars.Count;
        MarketBatch? batch = null;
        if (_ticks.Count > 0)
        {
            batch = new TickBatch(Symbol, _ticks.ToArray(), _source, _position);
            _ticks.Clear();
        }
        else if (_bars.Count > 0)
        {
            batch = new BarBatch(Symbol, Timeframe.M1, _bars.ToArray(), _source, _position);
            _bars.Clear();
        }

        return batch;
    }

    private static long CeilingOf(long time) => Timeframe.M1.OpenOf(time + Minute - 1);
}
