using System.CommandLine;
using System.Globalization;
using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>Reads files of market data and tells everything that is wrong with them.</summary>
internal static class DataCheck
{
    private const int Shown = 10;

    public static Command Build(CliContext cli)
    {
        var files = DataOptions.FileArgument();
        var timeframe = DataOptions.TimeframeOption("Length of the candles, where neither name nor rows tell it.");
        var most = new Option<int>("--most") { Description = "Findings listed of each rule; all are counted.", HelpName = "N", DefaultValueFactory = _ => Shown };
        var all = new Option<bool>("--all") { Description = "List every finding." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each file, each on its line." };
        var command = new VerbCommand(
            "check",
            "Find what is wrong in files of candles or trades: gaps, repeated, disordered, off-grid and impossible rows. "
            + "Exit code: 0 = nothing is wrong (rows without volume are only counted), 1 = defects were found or a file cannot be read, 2 = wrong use.",
            "actortrading data check BTC-USDT.1h.2017-2020.csv.gz",
            "actortrading data check *.csv.gz --json",
            "actortrading data check BTCUSDT-aggTrades-2025-01-01.zip --all")
        {
            files, timeframe, most, all, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = parsed.GetValue(files)!;
            Files.MustDiffer(paths);
            var length = DataOptions.TimeframeOf(parsed.GetValue(timeframe));
            var isJson = parsed.GetValue(json);
            var limit = parsed.GetValue(all) ? int.MaxValue : parsed.GetValue(most);
            if (limit < 0)
            {
                throw new UsageException($"--most {limit} is below 0");
            }

            var isClean = true;
            var progress = new ProgressLine(cli, isJson);
            foreach (var path in paths)
            {
                var name = Path.GetFileName(path);
                var started = cli.Time.GetTimestamp();
                try
                {
                    var report = await RunAsync(path, name);
                    isClean &= report.IsClean;
                    await cli.Output.WriteLineAsync(isJson ? DataCheckText.Json(report) : DataCheckText.Table(report, cli.Time.GetElapsedTime(started)));
                }
                catch (FeedFormatException e) when (paths.Length > 1)
                {
                    // One bad file does not keep the others from being looked at.
                    isClean = false;
                    await cli.Error.WriteLineAsync($"error: {e.Message.ReplaceLineEndings(" ")}");
                }
            }

            return isClean ? ExitCode.Done : ExitCode.Failed;

            async Task<ArchiveReport> RunAsync(string path, string name)
            {
                try
                {
                    return await Task.Run(
                        () => ArchiveCheck.Run(new RecordedFileSpec(path, Timeframe: length), limit, new RowsRead(progress, name), cancellationToken), cancellationToken);
                }
                finally
                {
                    progress.Clear();
                }
            }
        });
        return command;
    }

    /// <summary>At once: a report that comes late would be written over the result.</summary>
    private sealed class RowsRead(ProgressLine line, string name) : IProgress<long>
    {
        public void Report(long value) => line.Report(string.Create(CultureInfo.InvariantCulture, $"{value:N0} rows of {name}"));
    }
}
