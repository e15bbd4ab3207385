using System.CommandLine;
using System.Globalization;
using System.Text;
using ActorTrading.Engine.Backtesting;
using ActorTrading.Engine.Models;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>Sends recorded data through the live actors, as fast as they go.</summary>
internal sealed class BacktestVerb : IVerb
{
    public Command Build(CliContext cli)
    {
        var candles = Files.Option("--candles", "Candle files (csv or csv.gz).");
        var trades = Files.Option("--trades", "Trade files (csv or csv.gz).");
        var sort = new Option<bool>("--sort") { Description = "Order by time and drop duplicates first, instead of playing the file as it was recorded." };
        var pretrained = new Option<string?>("--pretrained") { Description = "Models of 'train'; without, online models begin with nothing.", HelpName = "DIR" };
        var symbol = new Option<string?>("--symbol") { Description = "The files' symbol, where their names do not say it.", HelpName = "SYMBOL" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "backtest", "Send recorded trades or candles through the live actors.",
            "actortrading backtest --trades LTC-USDT.trades.csv.gz --sort",
            "actortrading backtest --candles BTC-USDT.5m.csv.gz --pretrained models --json")
        {
            candles, trades, sort, pretrained, symbol, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var named = CandleFiles.SymbolOf(parsed.GetValue(symbol));
            string[] paths = [.. parsed.GetValue(candles) ?? [], .. parsed.GetValue(trades) ?? []];
            if (paths.Length == 0)
            {
                throw new UsageException("no file is given: --trades FILE... or --candles FILE...");
            }

            Files.MustDiffer(paths);
            var feed = new RecordedFeed(
                [.. paths.Select(p => new RecordedFileSpec(p, named))],
                Feeds.Recorded.RecordedFeedOptions.Bulk with { Sort = parsed.GetValue(sort) });
            MustBe(RecordedKind.Candles, parsed.GetValue(candles), feed, "--candles", "--trades");
            MustBe(RecordedKind.Trades, parsed.GetValue(trades), feed, "--trades", "--candles");

            // Candles longer than the decision timeframe cannot serve it: they decide at their own pace.
            var coarsest = feed.Files.Where(f => f.Timeframe is not null).Select(f => f.Timeframe!.Value).DefaultIfEmpty(node.Market.DecisionTimeframe).Max();
            var engine = EngineSettings.Engine(node, coarsest > node.Market.DecisionTimeframe ? coarsest : null);
            var models = ModelFactory.Untrained(engine);
            if (parsed.GetValue(pretrained) is { } folder)
            {
                models = ModelStore.Read(folder, engine, cli.Time).Models(engine);
            }

            var progress = new ProgressLine(cli, parsed.GetValue(json));
            var started = cli.Time.GetTimestamp();
            var report = await Backtester.RunAsync(
                feed, engine, models, cli.Time, EngineLog.To(cli.Error), new Progress<long>(n => progress.Report($"{n:N0} rows")), cancellationToken);
            var seconds = cli.Time.GetElapsedTime(started).TotalSeconds;
            await cli.Output.WriteLineAsync(parsed.GetValue(json) ? JsonOf(report) : TextOf(report, seconds));
            return ExitCode.Done;
        });
        return command;
    }

    private static void MustBe(RecordedKind kind, string[]? paths, RecordedFeed feed, string option, string other)
    {
        foreach (var path in paths ?? [])
        {
            if (feed.Files.First(f => f.Path == path).Kind != kind)
            {
                throw new UsageException($"{option} '{path}' has {(kind == RecordedKind.Candles ? "trades" : "candles")}: give it with {other}");
            }
        }
    }

    private static string JsonOf(BacktestReport report) => Json.Line(new
    {
        accepted = report.Accepted,
        refused = report.Refused,
        bars = report.Bars,
        predictions = report.Predictions,
        hash = report.Hash,
        jumps = report.Jumps.SelectMany(s => s.Value.Select(j => new
        {
            symbol = s.Key,
            row = j.Row,
            from = Days.Text(j.FromTime),
            to = Days.Text(j.ToTime),
            seconds = (j.ToTime - j.FromTime) / 1e6,
            missingIds = j.MissingIds,
        })),
        logLoss = report.Scores.ToDictionary(s => s.Key, s => s.Value.ToDictionary(h => h.Key, h => Json.Number(h.Value.LogLoss))),
    });

    private static string TextOf(BacktestReport report, double seconds)
    {
        var text = new StringBuilder();
        var rows = report.Accepted + report.Refused.Values.Sum();
        text.AppendLine(CultureInfo.InvariantCulture, $"rows         {rows,14:N0}   in {seconds:0.00} s, {rows / seconds:N0} a second");
        text.AppendLine(CultureInfo.InvariantCulture, $"accepted     {report.Accepted,14:N0}");
        foreach (var (reason, count) in report.Refused.OrderByDescending(r => r.Value))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"refused      {count,14:N0}   {reason}");
        }

        foreach (var timeframe in Timeframe.All.Where(t => report.Bars.ContainsKey(t.Name)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"bars {timeframe,-3}     {report.Bars[timeframe.Name],14:N0}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"predictions  {report.Predictions,14:N0}");
        foreach (var (symbol, jumps) in report.Jumps)
        {
            foreach (var jump in jumps)
            {
                var span = TimeSpan.FromMicroseconds(jump.ToTime - jump.FromTime);
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"jump         {symbol} row {jump.Row:N0}: {(jump.IsBackward ? "back" : "forward")} {span.Duration():d\\.hh\\:mm\\:ss\\.fff} from {Days.Text(jump.FromTime)} to {Days.Text(jump.ToTime)}, {jump.MissingIds:N0} trade ids missing");
            }
        }

        foreach (var (symbol, horizons) in report.Scores)
        {
            foreach (var (horizon, score) in horizons)
            {
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"score        {symbol} {horizon}: log-loss {score.LogLoss:0.0000}, base rates {score.BaseRateLogLoss:0.0000}, EWMA {score.EwmaLogLoss:0.0000} on {score.Rows:N0} outcomes");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"hash         {report.Hash}");
        return text.ToString();
    }
}
