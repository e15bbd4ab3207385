using System.CommandLine;
using ActorTrading.Engine.Evaluation;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Training;
using ActorTrading.Market;
using ActorTrading.Node.Composition;
using ActorTrading.Storage.Models;

namespace ActorTrading.Node.Cli;

/// <summary>The honest mirror: what the forecasts would have been worth, beside what anyone could have had for free.</summary>
internal sealed class EvaluateVerb : IVerb
{
    public Command Build(CliContext cli)
    {
        var candles = Files.Option("--candles", "Candle files (csv or csv.gz) of one timeframe; several symbols pool their rows for training and are reported one by one.", required: true);
        var until = new Option<string?>("--train-until") { Description = "Train on what was known at the end of this day (UTC), walk forward from there. Default: the first 80 % of the rows.", HelpName = "DATE" };
        var horizons = new Option<string?>("--horizons") { Description = "Horizons, joined by commas. Default: those of the settings.", HelpName = "1h,4h,24h" };
        var pretrained = new Option<string?>("--pretrained") { Description = "Models of 'train' instead of training here.", HelpName = "DIR" };
        var symbol = new Option<string?>("--symbol") { Description = "The candles' symbol, where the file names do not say it.", HelpName = "SYMBOL" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "evaluate", "Walk forward through history with online learning and print how good the forecasts are.",
            "actortrading evaluate --candles BTC-USDT.1h.csv.gz --train-until 2023-12-31",
            "actortrading evaluate --candles DOGE-USDT.1h.csv.gz --pretrained models --json")
        {
            candles, until, horizons, pretrained, symbol, json,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var day = Days.EndOf(parsed.GetValue(until), "--train-until");
            if (parsed.GetValue(horizons) is { } list)
            {
                node = node with { Market = node.Market with { Horizons = HorizonsOf(list) } };
            }

            var histories = CandleFiles.Load(parsed.GetValue(candles)!, CandleFiles.SymbolOf(parsed.GetValue(symbol)));
            var engine = EngineSettings.Engine(node, histories[0].Timeframe);
            var progress = new ProgressLine(cli);
            var rows = Pretraining.Rows([.. histories.Select(h => (h.Symbol, h.Bars))], engine, cancellationToken);
            var from = day ?? FirstFifths(rows);
            var models = Models(parsed.GetValue(pretrained));
            var scores = new HorizonScore[rows.Length * engine.Horizons.Count];
            Parallel.For(0, scores.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                scores[i] = WalkForward.Run(rows[i / engine.Horizons.Count], engine.Horizons[i % engine.Horizons.Count], from, models, engine, cancellationToken));
            var results = scores.Select((score, i) => (rows[i / engine.Horizons.Count].Symbol, engine.Horizons[i % engine.Horizons.Count], score)).ToList();
            EvaluationReport.MustHaveRows(results, from);
            cli.Output.WriteLine(parsed.GetValue(json) ? EvaluationReport.Json(results) : EvaluationReport.Text(results, from, models.Version));
            return ExitCode.Done;

            ModelSet Models(string? folder)
            {
                if (folder is null)
                {
                    var content = Pretraining.Run(rows, from, engine, EngineSettings.Training(node), progress, cancellationToken);
                    return ForecastArtifact.Unpack(content, engine).Models(engine);
                }

                if (!Directory.Exists(folder))
                {
                    throw new UsageException($"--pretrained '{folder}' is not a folder: make one with 'actortrading train --candles FILE... --out {folder}'");
                }

                return (ModelStore.TryLoad(ModelArtifactStore.Open(folder, cli.Time), engine, folder)
                    ?? throw new CommandFailedException($"'{folder}' has no models for {engine.DecisionTimeframe} bars: train them with 'actortrading train --candles FILE... --out {folder}'"))
                    .Models(engine);
            }
        }, cancellationToken));
        return command;
    }

    private static List<Horizon> HorizonsOf(string list)
    {
        var horizons = new List<Horizon>();
        foreach (var text in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Horizon.TryParse(text, out var horizon))
            {
                throw new UsageException($"--horizons '{text}' is not a span such as 1h, 4h or 24h");
            }

            horizons.Add(horizon);
        }

        return horizons;
    }

    private static long FirstFifths(SymbolRows[] rows)
    {
        var times = rows.SelectMany(r => r.Rows).Select(r => r.Time).Order().ToList();
        return times.Count == 0 ? long.MaxValue : times[(int)(times.Count * 0.8)];
    }
}
