using ActorTrading.Feeds.Archives;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>Stores the rows of a file of candles. A row that cannot be true is refused, however small the error: there is no telling which field is wrong.</summary>
internal sealed class CandleImport(MarketDatabase? database, ArchiveImportOptions options, ArchiveFile file, SeriesId series)
{
    private readonly FindingList _refused = new(options.MostListed);
    private readonly SeriesWriter _writer = new(database, series, options.Source);

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
                _refused.AddFault(rows.Row, fault);
            }
            else if (CandleRules.Violated(bar, series.Timeframe) is { } rule)
            {
                _refused.Add(rule, FindingSeverity.Error, FindingAction.Drop, rows.Row, bar.OpenTime, 1, () => CandleRules.Describe(rule, bar, series.Timeframe));
            }
            else
            {
                await _writer.AddAsync(bar, cancellationToken);
            }
        }

        await _writer.FlushAsync(cancellationToken);
        return new ImportReport
        {
            File = file,
            Rows = rows.Row + 1,
            Refused = _refused.Counts,
            Incomplete = 0,
            Stored = new Dictionary<SeriesId, UpsertResult> { [series] = _writer.Result },
            Listed = _refused.Kept,
        };
    }
}
