using System.CommandLine;
using ActorTrading.Engine.Maintenance;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Cli;

/// <summary>Finds and repairs gaps, duplicates and damage in stored candles.</summary>
internal sealed class MaintainVerb : IVerb
{
    public Command Build(CliContext cli)
    {
        var symbols = new Option<string[]>("--symbols")
        {
            Description = "Only these, joined by blanks or commas. Default: those with recent candles, and sync.symbols of the settings.",
            HelpName = "SYMBOL...",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        var window = new Option<string>("--window") { Description = "How far back to look: a span, or 'all' for everything that is stored.", HelpName = "25h", DefaultValueFactory = _ => "25h" };
        var timeframes = CandleArguments.Timeframes();
        var exchange = CandleArguments.Exchange();
        var dryRun = new Option<bool>("--dry-run") { Description = "Look and compare, but change nothing." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "maintain", "Find and repair gaps, duplicates and rows that are not what the exchange publishes. Exit code 1 when something is left.",
            "actortrading maintain",
            "actortrading maintain --symbols BTC-USDT,ETH-USDT --window 7d",
            "actortrading maintain --window all --dry-run --json")
        {
            symbols, window, timeframes, exchange, dryRun, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var request = new MaintenanceRequest
            {
                Symbols = CandleArguments.SymbolsOf(parsed.GetValue(symbols) ?? [], "--symbols"),
                Configured = node.Sync.Symbols,
                Timeframes = CandleArguments.TimeframesOf(parsed.GetValue(timeframes), node.Sync.Timeframes),
                Window = CandleArguments.WindowOf(parsed.GetValue(window)!),
                DryRun = parsed.GetValue(dryRun),
            };
            var asked = CandleArguments.ExchangeOf(parsed.GetValue(exchange));
            if (await MarketDatabases.MissingAsync(node, cli.Time, cancellationToken) is { } missing)
            {
                throw new CommandFailedException(node.Database.Kind == DatabaseKind.Sqlite
                    ? $"there is no database '{missing}': run 'actortrading backfill' first, or name its folder with --data DIR."
                    : $"'{missing}' has no tables of this program: run 'actortrading backfill' first, or look at the settings under database.");
            }

            var report = await RunAsync(cli, node, request, asked, parsed.GetValue(json), cancellationToken);
            await cli.Output.WriteLineAsync(parsed.GetValue(json) ? MaintenanceText.Json(report) : MaintenanceText.Text(report));
            return report.IsClean ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<MaintenanceReport> RunAsync(CliContext cli, NodeOptions node, MaintenanceRequest request, string? exchange, bool quiet, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = Exchanges.Create(node, exchange, cli.Time);
            await using var database = await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var maintainer = new Maintainer(database, client, HistorySettings.Maintenance(node), cli.Time);
            var report = await FetchBars.RunAsync(cli, quiet, progress => maintainer.RunAsync(request, progress, cancellationToken));
            if (!request.DryRun)
            {
                await DerivedRows.RefreshAsync(cli, node, database, report.Series.Select(s => s.Series), quiet, cancellationToken);
            }

            return report;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException("stopped before it was done. What was repaired stays: the same command does the rest.", e);
        }
    }
}
