using System.CommandLine;
using System.Globalization;
using ActorTrading.Engine.Backfill;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Cli;

/// <summary>Fetches history that is not stored yet.</summary>
internal sealed class BackfillVerb : IVerb
{
    private const int MostMonths = 240;

    public Command Build(CliContext cli)
    {
        var symbols = new Argument<string[]>("SYMBOL") { Description = "What to fetch. Default: sync.symbols of the settings.", Arity = ArgumentArity.ZeroOrMore };
        var months = new Option<string?>("--months") { Description = "How far back, in calendar months. Default: 2.", HelpName = "N" };
        var timeframes = CandleArguments.Timeframes();
        var exchange = CandleArguments.Exchange();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what is missing and how many requests would bring it; fetch and store nothing." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "backfill", "Fetch history from an exchange, from now back; what is stored already is not fetched again. Exit code 1 when something is left.",
            "actortrading backfill BTC-USDT ETH-USDT",
            "actortrading backfill BTC-USDT --months 12 --timeframes 1h,1d --exchange binance",
            "actortrading backfill BTC-USDT --dry-run --json")
        {
            symbols, months, timeframes, exchange, dryRun, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var named = CandleArguments.SymbolsOf(parsed.GetValue(symbols) ?? [], "SYMBOL");
            var request = new BackfillRequest
            {
                Symbols = named.Count > 0 ? named : node.Sync.Symbols.Count > 0 ? node.Sync.Symbols : throw new UsageException("no symbol is given, and sync.symbols of the settings is empty: name one, such as BTC-USDT"),
                Timeframes = CandleArguments.TimeframesOf(parsed.GetValue(timeframes), node.Sync.Timeframes),
                Months = MonthsOf(parsed.GetValue(months)),
                DryRun = parsed.GetValue(dryRun),
            };
            var asked = CandleArguments.ExchangeOf(parsed.GetValue(exchange));
            if (!node.Sync.EnableBackfill && !request.DryRun)
            {
                throw new CommandFailedException("sync.enable-backfill is off: switch it on in the settings, or for this run by --set sync.enable-backfill=on");
            }

            var report = await RunAsync(cli, node, request, asked, parsed.GetValue(json), cancellationToken);
            await cli.Output.WriteLineAsync(parsed.GetValue(json) ? BackfillText.Json(report) : BackfillText.Text(report));
            return report.IsComplete || report.IsDryRun ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<BackfillReport> RunAsync(CliContext cli, NodeOptions node, BackfillRequest request, string? exchange, bool quiet, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = Exchanges.Create(node, exchange, cli.Time);
            await using var store = await OpenAsync(cli, node, request.DryRun, cancellationToken);
            var manager = new BackfillManager(store.Database, client, HistorySettings.Backfill(node), cli.Time);
            var report = await FetchBars.RunAsync(cli, quiet || request.DryRun, progress => manager.RunAsync(request, progress, cancellationToken));
            if (!request.DryRun)
            {
                await DerivedRows.RefreshAsync(cli, node, store.Database, report.Series.Select(s => s.Series), quiet, cancellationToken);
            }

            return report;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException("stopped before it was done. What was fetched is stored: the same command goes on from there.", e);
        }
    }

    /// <summary>A dry run creates nothing: where there are no tables yet, empty ones elsewhere stand for them.</summary>
    private static async Task<Store> OpenAsync(CliContext cli, NodeOptions node, bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun || await MarketDatabases.MissingAsync(node, cli.Time, cancellationToken) is null)
        {
            return new Store(await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken), null);
        }

        var folder = Directory.CreateTempSubdirectory("actortrading-dry-run-").FullName;
        return new Store(await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(folder, "market.db")), cli.Time, cancellationToken), folder);
    }

    private static int MonthsOf(string? text) => text is null
        ? 2
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is >= 1 and <= MostMonths
            ? months
            : throw new UsageException($"--months '{text}' is not a number from 1 to {MostMonths}");

    private sealed record Store(MarketDatabase Database, string? Folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            if (Folder is not null)
            {
                Directory.Delete(Folder, recursive: true);
            }
        }
    }
}
