using ActorTrading.Feeds.Archives;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>
/// Stores the rows of a file of candles. A row that cannot be true is refused, however small the error: there is no telling which field is wrong.
/// An open alone outside of high and low is kept and noted: some exchanges publish the previous close as open.
/// </summary>
internal sealed class CandleImport(MarketDatabase? database, ArchiveImportOptions options, ArchiveFile file, SeriesId series, TimeProvider time)
{
    private readonly FindingList _refused = new(options.MostNoted);
    private readonly SeriesWriter _writer = new(database, series, options.Source);
    private readonly ConsistencyChecker? _checker = options.CheckConsistency ? new(series.Timeframe, new ConsistencyOptions { MaxFindings = options.MostNoted }) : null;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public async Task<ImportReport> RunAsync(IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var rows = new ArchiveReader(file);
        while (rows.ReadCandle(out var bar, out var fault))
        {
            if (rows.Row % ArchiveImport.RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress(rows.Row, rows.Share));
            }

            if (fault is not null)
            {
                Refuse(fault.Rule, rows, bar, fault);
            }
            else if (Violated(bar) is { } rule)
            {
                Refuse(rule, rows, bar, fault: null);
            }
            else
            {
                _checker?.Add(bar, rows.Row);
                _first = Math.Min(_first, bar.OpenTime);
                _last = Math.Max(_last, bar.OpenTime);
                await _writer.AddAsync(bar, cancellationToken);
            }
        }

        await _writer.FlushAsync(cancellationToken);
        _checker?.Finish();
        await NoteAsync(cancellationToken);
        return new ImportReport
        {
            File = file,
            Rows = rows.Row + 1,
            Refused = _refused.Counts,
            Incomplete = 0,
            Stored = new Dictionary<SeriesId, UpsertResult> { [series] = _writer.Result },
            Listed = _refused.First(options.MostListed),
            Consistency = _checker?.Counts,
        };
    }

    /// <summary>What is off the grid is no candle of the timeframe, whether values are checked or not.</summary>
    private FindingRule? Violated(in Bar bar) =>
        options.Validate ? BarValidity.Broken(bar, series.Timeframe)
        : BarValidity.IsOnGrid(bar.OpenTime, series.Timeframe) ? null
        : FindingRule.OffGrid;

    private void Refuse(FindingRule rule, ArchiveReader rows, Bar bar, RowFault? fault)
    {
        var line = rows.Line;
        _refused.Add(
            rule, FindingSeverity.Error, FindingAction.Drop, rows.Row, bar.OpenTime, 1, () => $"line {line}: {fault?.ToString() ?? BarValidity.Why(rule, bar, series.Timeframe)}");
    }

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        if (database is null)
        {
            return;
        }

        var notes = new ImportNotes(database, file, series, time);
        await notes.AddAsync(_refused.Kept.Concat(_checker?.Findings.Where(f => f.Rule != FindingRule.Gap) ?? []), cancellationToken);
        if (_checker is { Counts.Rows: > 0 })
        {
            var gaps = _checker.Findings.Where(f => f.Rule == FindingRule.Gap).Select(f => new TimeRange(f.Time, f.Time + (f.Count * series.Timeframe.Length))).OrderBy(g => g.From).ToList();
            var end = gaps.Count < _checker.Counts.Gaps ? gaps[^1].To : _last + series.Timeframe.Length;
            await notes.AddGapsAsync(gaps, new TimeRange(_first, end), cancellationToken);
        }
    }
}
