using System.CommandLine;
using System.Globalization;
using ActorTrading.Node.Composition;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Cli;

/// <summary>Tells what the market database holds.</summary>
internal static class DataStats
{
    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "stats",
            "Tell what is stored: candles, first, last, gaps, open findings and sources of every symbol and timeframe, and the size of all.",
            "actortrading data stats",
            "actortrading data stats --json")
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            await using var database = await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var statistics = new MarketStatistics(database);
            var series = await statistics.SeriesAsync(cancellationToken);
            var size = await statistics.SizeAsync(cancellationToken);
            await cli.Output.WriteLineAsync(parsed.GetValue(json) ? JsonOf(database.Place, size, series) : TextOf(database.Place, size, series));
            return ExitCode.Done;
        });
        return command;
    }

    private static string JsonOf(string place, long size, IReadOnlyList<SeriesStatistics> series) => Json.Line(new
    {
        place,
        bytes = size,
        candles = series.Sum(s => s.Summary.Count),
        series = series.Select(s => new
        {
            symbol = s.Summary.Series.Symbol.Value,
            timeframe = s.Summary.Series.Timeframe.Name,
            rows = s.Summary.Count,
            first = Days.Text(s.Summary.First),
            last = Days.Text(s.Summary.Last),
            gaps = s.Gaps,
            missing = s.Missing,
            openFindings = s.OpenFindings,
            sources = s.Sources,
        }),
    });

    private static string TextOf(string place, long size, IReadOnlyList<SeriesStatistics> series)
    {
        var total = string.Create(CultureInfo.InvariantCulture, $"{place}: {series.Sum(s => s.Summary.Count):N0} candles, {size / 1048576.0:N1} MiB");
        return series.Count == 0 ? total : string.Join('\n', TextTable.Lines(
        [
            ["SYMBOL", "TIMEFRAME", "FIRST", "LAST", "ROWS", "GAPS", "MISSING", "FINDINGS", "SOURCES"],
            .. series.Select(s => new[]
            {
                s.Summary.Series.Symbol.Value, s.Summary.Series.Timeframe.Name, Days.Text(s.Summary.First), Days.Text(s.Summary.Last),
                Count(s.Summary.Count), Count(s.Gaps), Count(s.Missing), Count(s.OpenFindings),
                string.Join(", ", s.Sources.Select(x => $"{x.Key} {Count(x.Value)}")),
            }),
        ], 4..8).Append("").Append(total));
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
