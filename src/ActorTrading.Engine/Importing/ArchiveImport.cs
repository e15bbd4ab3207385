using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market.Candles;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>
/// Brings a file into the market database: row by row, checked, in batches. What was wrong in it is kept among the findings. Doing it again changes nothing, so that an import that was
/// broken off is simply repeated.
/// </summary>
/// <param name="database">Null where nothing is to be stored.</param>
/// <param name="time">Tells when a finding was made.</param>
public sealed class ArchiveImport(MarketDatabase? database, ArchiveImportOptions options, TimeProvider time)
{
    internal const int RowsBetweenReports = 1 << 14;

    /// <param name="file">Its symbol must be known.</param>
    /// <exception cref="FeedFormatException">The file is damaged; the rows before the damage may be stored. Or it names no symbol.</exception>
    /// <exception cref="StorageException">The database refused or cannot be reached.</exception>
    public async Task<ImportReport> RunAsync(ArchiveFile file, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var symbol = file.Symbol
            ?? throw new FeedFormatException(file.Path, 0, "symbol", "", "the file name does not tell the symbol, as BTC-USDT.1h.csv and BTCUSDT-1h-2024-01.zip do; name it");
        _ = FileChecksum.Verify(file.Path);
        var target = options.IsDryRun ? null : database ?? throw new InvalidOperationException("Only a dry run needs no database.");
        return file.HasTrades
            ? await new TradeImport(target, options, file, symbol, time).RunAsync(progress, cancellationToken)
            : await new CandleImport(target, options, file, new SeriesId(symbol, file.Timeframe!.Value), time).RunAsync(progress, cancellationToken);
    }
}
