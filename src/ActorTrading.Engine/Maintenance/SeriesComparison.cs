using ActorTrading.Engine.Backfill;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Maintenance;

/// <summary>Compares answers of an exchange with what is stored, and stores what is missing or differs.</summary>
internal sealed class SeriesComparison(
    MarketDatabase database, CandleSource publisher, SteadyStorage storage, RepairLog log, SeriesId series, bool fillGaps, bool dryRun, long now)
{
    private readonly List<long> _filled = [];
    private readonly HashSet<long> _confirmed = [];
    private readonly HashSet<long> _remembered = [];
    private readonly Dictionary<long, Candle> _published = [];

    /// <inheritdoc cref="BackfillManager.Corrections"/>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; init; }

    /// <summary>Stored rows that the exchange publishes too.</summary>
    public long Compared { get; private set; }

    /// <summary>Open times that were missing and came.</summary>
    public IReadOnlyList<long> Filled => _filled;

    /// <summary>The first candle published; <see cref="long.MaxValue"/> without any.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Whether the exchange publishes the row as it stands, or in its place another one, which is stored by now.</summary>
    public bool IsSettled(long openTime) => _confirmed.Contains(openTime);

    public void Remember(IEnumerable<long> openTimes) => _remembered.UnionWith(openTimes);

    /// <summary>What is published at a time that was to be remembered.</summary>
    public Candle? Published(long openTime) => _published.TryGetValue(openTime, out var candle) ? candle : null;

    public async Task TakeAsync(FetchedWindow answer, CancellationToken cancellation)
    {
        var stored = await storage.RunAsync(() => StoredAsync(answer.Window, cancellation), cancellation);
        var write = new List<Candle>();
        foreach (var candle in answer.Candles.Span)
        {
            First = Math.Min(First, candle.OpenTime);
            if (_remembered.Contains(candle.OpenTime))
            {
                _published[candle.OpenTime] = candle;
            }

            if (stored.TryGetValue(candle.OpenTime, out var row) ? IsToBeReplaced(row, candle) : IsToBeAdded(candle))
            {
                write.Add(candle);
            }
        }

        if (!dryRun && write.Count > 0)
        {
            var result = await storage.RunAsync(() => database.Candles.UpsertAsync(series, write.ToArray(), cancellation), cancellation);
            Candle[] told = [.. write.Where(c => !stored.ContainsKey(c.OpenTime)), .. result.Revisions];
            if (Corrections is not null && told.Length > 0)
            {
                await Corrections(series, told, cancellation);
            }
        }
    }

    private bool IsToBeAdded(in Candle candle)
    {
        if (fillGaps)
        {
            _filled.Add(candle.OpenTime);
        }

        return fillGaps;
    }

    private bool IsToBeReplaced(in Candle row, in Candle candle)
    {
        Compared++;
        var verdict = CandleRule.Decide(row, candle, out _);
        if (BarValidity.IsSound(row.Bar))
        {
            var isOfAnother = row.Source.IsExchange() && row.Source != publisher;
            if (verdict == CandleVerdict.Revised && !isOfAnother)
            {
                log.Repaired(FindingRule.DiffersFromExchange, row.OpenTime, RepairLog.Difference(row.Bar, candle.Bar), now);
            }

            return verdict == CandleVerdict.Updated || (verdict == CandleVerdict.Revised && !isOfAnother);
        }

        _confirmed.Add(row.OpenTime);
        if (verdict == CandleVerdict.Revised)
        {
            log.Repaired(RepairLog.RuleOf(row.Bar), row.OpenTime, RepairLog.Difference(row.Bar, candle.Bar), now);
        }

        return verdict != CandleVerdict.Unchanged;
    }

    /// <summary>Final rows on the grid by open time; of several the first.</summary>
    private async Task<Dictionary<long, Candle>> StoredAsync(TimeRange window, CancellationToken cancellation)
    {
        var rows = new Dictionary<long, Candle>();
        await foreach (var row in database.Candles.ReadAsync(series, window, cancellation))
        {
            if (row.IsFinal && BarValidity.IsOnGrid(row.OpenTime, series.Timeframe))
            {
                rows.TryAdd(row.OpenTime, row);
            }
        }

        return rows;
    }
}
