using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using ActorTrading.Feeds.Archives;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>Writes stored candles to a file, which is there whole or not at all, or to standard output.</summary>
internal static class DataExport
{
    private const long Day = 86_400_000_000;
    private static readonly string[] Devices = ["/dev/", "/proc/", "/sys/"];

    public static Command Build(CliContext cli)
    {
        var symbol = DataOptions.SymbolOption("Whose candles.");
        var timeframe = DataOptions.TimeframeOption("Which candles.");
        symbol.Required = true;
        timeframe.Required = true;
        var from = new Option<string?>("--from") { Description = "First day (UTC); default: all.", HelpName = "YYYY-MM-DD" };
        var to = new Option<string?>("--to") { Description = "Last day (UTC), included; default: all.", HelpName = "YYYY-MM-DD" };
        var format = new Option<string>("--format") { Description = "csv has open_time_ms,open,high,low,close,volume; binance is as in its archive, with quote volume and trades.", HelpName = "csv|binance", DefaultValueFactory = _ => "csv" };
        var output = new Option<string?>("--out") { Description = "The file, packed where its name ends in .gz; default: standard output.", HelpName = "FILE" };
        var command = new VerbCommand(
            "export",
            "Write final candles as csv. Importing the file again gives the same values.",
            "actortrading data export --symbol BTC-USDT --timeframe 1h --from 2024-01-01 --to 2024-12-31 --out btc.csv.gz",
            "actortrading data export --symbol BTC-USDT --timeframe 5m --format binance > BTCUSDT-5m.csv")
        {
            symbol, timeframe, from, to, format, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var series = new SeriesId(CandleFiles.SymbolOf(parsed.GetValue(symbol))!.Value, DataOptions.TimeframeOf(parsed.GetValue(timeframe))!.Value);
            var layout = parsed.GetValue(format) switch
            {
                "csv" => ArchiveLayout.Candles,
                "binance" => ArchiveLayout.BinanceKlines,
                var other => throw new UsageException($"--format '{other}' is neither csv nor binance"),
            };
            var range = new TimeRange((Days.EndOf(parsed.GetValue(from), "--from") ?? (long.MinValue + Day)) - Day, Days.EndOf(parsed.GetValue(to), "--to") ?? long.MaxValue);
            if (range.IsEmpty)
            {
                throw new UsageException("--from is after --to");
            }

            await using var database = await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var candles = database.Candles.ReadAsync(series, range, cancellationToken).Where(c => c.IsFinal);
            if (parsed.GetValue(output) is not { } path)
            {
                await using var console = new AsciiStream(cli.Output);
                if (await WriteAsync(console, candles, layout, series.Timeframe) == 0)
                {
                    await cli.Error.WriteLineAsync($"no candles of {series} are stored in these days: 'actortrading data stats' tells what there is");
                }

                return ExitCode.Done;
            }

            var count = await WriteFileAsync(Target(path), candles, layout, series.Timeframe);
            await cli.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} candles of {series} written to {path}"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Where the finished file goes. It takes the place of what is there, which must never be a device; of a link what it points to.</summary>
    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        if (Devices.Any(folder => full.StartsWith(folder, StringComparison.Ordinal)))
        {
            throw new UsageException($"--out '{path}' is no place for a file; without --out the candles go to standard output");
        }

        return File.Exists(full) && File.ResolveLinkTarget(full, returnFinalTarget: true) is { } target ? target.FullName : full;
    }

    private static async Task<long> WriteFileAsync(string path, IAsyncEnumerable<Candle> candles, ArchiveLayout layout, Timeframe timeframe)
    {
        var temporary = path + ".tmp";
        try
        {
            long count;
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await using (var packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null)
                {
                    count = await WriteAsync((Stream?)packed ?? file, candles, layout, timeframe);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return count;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static async Task<long> WriteAsync(Stream to, IAsyncEnumerable<Candle> candles, ArchiveLayout layout, Timeframe timeframe)
    {
        using var writer = new CandleWriter(to, layout, timeframe);
        var count = 0L;
        await foreach (var candle in candles)
        {
            writer.Write(candle.Bar);
            count++;
        }

        writer.Flush();
        return count;
    }
}
