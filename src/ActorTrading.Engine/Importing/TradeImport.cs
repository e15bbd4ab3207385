using ActorTrading.Feeds.Archives;
using ActorTrading.Market;
using ActorTrading.Market.Bars;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>
/// Builds candles from a file of trades and stores those that are whole. Binance's archive files hold whole days; any other file may begin
/// and end in the middle of a candle, and where trade ids are jumped over trades are missing: such candles are left out.
/// </summary>
internal sealed class TradeImport(MarketDatabase? database, ArchiveImportOptions options, ArchiveFile file, Symbol symbol, TimeProvider time)
{
    private readonly FindingList _refused = new(options.MostNoted);
    private readonly BarCascade _cascade = new(options.Timeframe ?? Timeframe.M1);
    private readonly Dictionary<Timeframe, SeriesWriter> _writers = [];
    private readonly List<TimeRange> _holes = [];
    private readonly List<ClosedBar> _closed = [];
    private readonly TradeIdSet _seen = new();
    private Tick _last;
    private long _incomplete;

    public async Task<ImportReport> RunAsync(IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var rows = new ArchiveReader(file);
        while (rows.ReadTrade(out var tick, out _, out var fault))
        {
            if (rows.Row % ArchiveImport.RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress(rows.Row, rows.Share));
            }

            if (fault is not null)
            {
                Refuse(fault.Rule, rows, tick, fault.ToString());
            }
            else if (Take(rows, tick))
            {
                await StoreAsync(cancellationToken);
            }
        }

        if (file.Layout.IsBinance() && _last.Time > 0)
        {
            _cascade.CloseUpTo(Timeframe.D1.OpenOf(_last.Time) + Timeframe.D1.Length, _closed);
            await StoreAsync(cancellationToken);
        }

        foreach (var writer in _writers.Values)
        {
            await writer.FlushAsync(cancellationToken);
        }

        if (database is not null)
        {
            await new ImportNotes(database, file, new SeriesId(symbol, _cascade.Finest), time).AddAsync(_refused.Kept, cancellationToken);
        }

        return new ImportReport
        {
            File = file,
            Rows = rows.Row + 1,
            Refused = _refused.Counts,
            Incomplete = _incomplete,
            Stored = _writers.OrderBy(w => w.Key).ToDictionary(w => new SeriesId(symbol, w.Key), w => w.Value.Result),
            Listed = _refused.First(options.MostListed),
        };
    }

    /// <returns>Whether the trade was used.</returns>
    private bool Take(ArchiveReader rows, in Tick tick)
    {
        if (tick.Price <= 0 || tick.Size <= 0)
        {
            return Refuse(FindingRule.OutOfRange, rows, tick, "price and size must be above 0");
        }

        if (_last.Time == 0 && !file.Layout.IsBinance())
        {
            _holes.Add(new TimeRange(long.MinValue, tick.Time + 1));
        }

        if (tick.Time < _cascade.Finest.OpenOf(_last.Time))
        {
            return Refuse(FindingRule.OutOfOrder, rows, tick, "belongs to a candle that is closed already");
        }

        if (tick.Id != 0 && !_seen.Add(tick.Id))
        {
            return Refuse(FindingRule.Duplicate, rows, tick, "the trade id was there before");
        }

        if (_last.Id != 0 && tick.Id > _last.Id + 1)
        {
            _holes.Add(new TimeRange(_last.Time, tick.Time + 1));
        }

        _last = tick with { Time = Math.Max(tick.Time, _last.Time), Id = Math.Max(tick.Id, _last.Id) };
        _cascade.Add(tick, _closed);
        return true;
    }

    private bool Refuse(FindingRule rule, ArchiveReader rows, in Tick tick, string why)
    {
        var line = rows.Line;
        _refused.Add(rule, FindingSeverity.Error, FindingAction.Drop, rows.Row, tick.Time, 1, () => $"line {line}: {why}");
        return false;
    }

    private async ValueTask StoreAsync(CancellationToken cancellationToken)
    {
        if (_closed.Count == 0)
        {
            return;
        }

        foreach (var (timeframe, bar) in _closed)
        {
            if (options.Timeframe is { } only && timeframe != only)
            {
                continue;
            }

            var span = new TimeRange(bar.OpenTime, bar.OpenTime + timeframe.Length);
            if (_holes.Exists(hole => !hole.Intersect(span).IsEmpty))
            {
                _incomplete++;
                continue;
            }

            if (!_writers.TryGetValue(timeframe, out var writer))
            {
                _writers[timeframe] = writer = new SeriesWriter(database, new SeriesId(symbol, timeframe), CandleSource.Derived);
            }

            await writer.AddAsync(bar, cancellationToken);
        }

        // Holes before every bar in the making can concern no bar any more.
        var settled = Timeframe.D1.OpenOf(_last.Time);
        _holes.RemoveAll(hole => hole.To <= settled);
        _closed.Clear();
    }
}
