using System.CommandLine;
using System.Globalization;
using ActorTrading.Engine.Importing;
using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Composition;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Cli;

/// <summary>Brings files into the market database.</summary>
internal static class DataImport
{
    /// <summary>A transaction of fewer rows costs more than it stores.</summary>
    private const int LeastBatch = 50_000;

    public static Command Build(CliContext cli)
    {
        var files = DataOptions.FileArgument();
        var symbol = DataOptions.SymbolOption("The files' symbol, where their names do not say it.");
        var timeframe = DataOptions.TimeframeOption("Length of the candles; of trades the only length to build, instead of all from 1m to 1d.");
        var source = new Option<string>("--source") { Description = "Who published the candles: an exchange is believed over an import where they differ.", HelpName = "import|binance|okx", DefaultValueFactory = _ => "import" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check everything, store nothing." };
        var candlesOnly = new Option<bool>("--candles-only") { Description = "Leave indicators and training rows to the next node on this database." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each file, each on its line." };
        var command = new VerbCommand(
            "import",
            "Store the candles of files; trades are built into candles, of which only whole ones are stored, with their indicators and training rows. Rows that cannot be true are refused, "
            + "listed and, like gaps, repeated and extreme rows, kept among the findings of the database. Doing it again changes nothing, so a broken off import is simply repeated. Exit code: 0 = done, 1 = a file or the database failed, 2 = wrong use.",
            "actortrading data import BTC-USDT.5m.2024.csv.gz",
            "actortrading data import BTCUSDT-1h-2024-12.zip BTCUSDT-1h-2025-01.zip --source binance",
            "actortrading data import trades.csv --symbol LTC-USDT --timeframe 5m --dry-run")
        {
            files, symbol, timeframe, source, candlesOnly, dryRun, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var paths = parsed.GetValue(files)!;
            Files.MustDiffer(paths);
            var length = DataOptions.TimeframeOf(parsed.GetValue(timeframe));
            var named = CandleFiles.SymbolOf(parsed.GetValue(symbol));
            var options = new ArchiveImportOptions
            {
                Source = SourceOf(parsed.GetValue(source)!),
                Timeframe = length,
                IsDryRun = parsed.GetValue(dryRun),
                Validate = node.Sync.EnableValidation,
                CheckConsistency = node.Sync.EnableConsistencyCheck,
            };

            // All files are looked at before the first is stored.
            var opened = paths.Select(path => ArchiveFile.Open(new RecordedFileSpec(path, named, length))).ToList();
            await using var database = options.IsDryRun ? null : await OpenAsync();
            var import = new ArchiveImport(database, options, cli.Time);
            var isJson = parsed.GetValue(json);
            var progress = new ShareBar(cli, isJson);
            var stored = new HashSet<SeriesId>();
            foreach (var file in opened)
            {
                var started = cli.Time.GetTimestamp();
                var report = await progress.RunAsync(
                    file.Name, bar => Task.Run(() => import.RunAsync(file, bar, cancellationToken), cancellationToken));
                var took = cli.Time.GetElapsedTime(started);
                await cli.Output.WriteLineAsync(isJson ? DataImportText.Json(report, options.IsDryRun, took) : DataImportText.Lines(report, options.IsDryRun, took));
                stored.UnionWith(report.Stored.Keys);
            }

            if (database is not null && !parsed.GetValue(candlesOnly))
            {
                // After all files: parts of one history may come in any order.
                await DerivedRows.RefreshAsync(cli, node, database, stored, isJson, cancellationToken);
            }

            return ExitCode.Done;

            Task<MarketDatabase> OpenAsync()
            {
                var place = MarketDatabases.OptionsOf(node);
                return MarketDatabase.OpenAsync(place with { BatchSize = Math.Max(LeastBatch, place.BatchSize) }, cli.Time, cancellationToken);
            }
        });
        return command;
    }

    private static CandleSource SourceOf(string text) => text switch
    {
        "import" => CandleSource.Import,
        "binance" => CandleSource.Binance,
        "okx" => CandleSource.Okx,
        _ => throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--source '{text}' is not one of import, binance, okx")),
    };
}
