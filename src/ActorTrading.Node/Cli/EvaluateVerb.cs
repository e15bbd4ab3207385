using System.CommandLine;
using ActorTrading.Engine.Evaluation;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Training;
using ActorTrading.Market;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>The honest mirror: what the forecasts would have been worth, beside what anyone could have had for free.</summary>
internal sealed class EvaluateVerb : IVerb
{
    public Command Build(CliContext cli)
    {
        var candles = Files.Option("--candles", "Candle files (csv or csv.gz) of one timeframe; several symbols pool their rows for training and are reported one by one.", required: true);
        var until = new Option<string?>("--train-until") { Description = "Train on what was known at the end of this day (UTC), walk forward from there. Default: the first 80 % of the rows.", HelpName = "DATE" };
        var horizons = new Option<string?>("--horizons") { Description = "Horizons, joined by commas. Default: those of the settings that the candles can serve.", HelpName = "1h,4h,24h" };
        var pretrained = new Option<string?>("--pretrained") { Description = "Models of 'train' instead of training here.", HelpName = "DIR" };
        var symbol = new Option<string?>("--symbol") { Description = "The candles' symbol, where the file names do not say it.", HelpName = "SYMBOL" };
        var all = new Option<bool>("--all") { Description = "Print one table, a line per symbol and horizon, with bootstrap intervals of what the forecasts save." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "evaluate", "Walk forward through history with online learning and print how good the forecasts are.",
            "actortrading evaluate --candles BTC-USDT.1h.csv.gz --train-until 2023-12-31",
            "actortrading evaluate --candles DOGE-USDT.1h.csv.gz --pretrained models --json",
            "actortrading evaluate --all --candles *-USDT.1h.csv.gz --train-until 2023-12-31")
        {
            candles, until, horizons, pretrained, symbol, all, json,
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
            if (parsed.GetValue(horizons) is not null)
            {
                MustFit(node.Market.Horizons, histories[0].Timeframe);
            }

            var engine = EngineSettings.Engine(node, histories[0].Timeframe);
            var progress = new ProgressLine(cli);
            var rows = Pretraining.Rows([.. histories.Select(h => (h.Symbol, h.Bars))], engine, cancellationToken);
            var from = day ?? FirstFifths(rows);
            MustLieWithin(rows, day, parsed.GetValue(until), trains: parsed.GetValue(pretrained) is null);
            var models = Models(parsed.GetValue(pretrained));
            var scores = new WalkResult[rows.Length * engine.Horizons.Count];
            Parallel.For(0, scores.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                scores[i] = WalkForward.Run(rows[i / engine.Horizons.Count], engine.Horizons[i % engine.Horizons.Count], from, models, engine, cancellationToken));
            var results = scores.Select((score, i) => (rows[i / engine.Horizons.Count].Symbol, engine.Horizons[i % engine.Horizons.Count], score)).ToList();
            EvaluationReport.MustHaveRows(results, from);
            cli.Output.WriteLine(
                parsed.GetValue(json) ? EvaluationReport.Json(results)
                : parsed.GetValue(all) ? EvaluationTable.Text(results, from, models.Version)
                : EvaluationReport.Text([.. results.Select(r => (r.Symbol, r.Item2, r.score.Score))], from, models.Version));
            return ExitCode.Done;

            ModelSet Models(string? folder)
            {
                if (folder is null)
                {
                    var content = Pretraining.Run(rows, from, engine, EngineSettings.Training(node), progress, cancellationToken);
                    return ForecastArtifact.Unpack(content, engine).Models(engine);
                }

                return ModelStore.Read(folder, engine, cli.Time).Models(engine);
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
                throw new UsageException($"--horizons '{text}' is not a span from 1m to 30d, such as 1h, 4h or 24h");
            }

            if (horizons.Contains(horizon))
            {
                throw new UsageException($"--horizons '{list}' names {horizon} twice");
            }

            horizons.Add(horizon);
        }

        if (horizons.Count == 0)
        {
            throw new UsageException($"--horizons '{list}' names no horizon: write it as 1h,4h,24h");
        }

        return horizons;
    }

    private static void MustFit(IReadOnlyList<Horizon> horizons, Timeframe timeframe)
    {
        foreach (var horizon in horizons)
        {
            if (horizon.Length % timeframe.Length != 0)
            {
                throw new UsageException($"--horizons '{horizon}' is not a multiple of the candles' timeframe, which is {timeframe}");
            }
        }
    }

    /// <summary>Said before minutes go into training rather than after.</summary>
    private static void MustLieWithin(SymbolRows[] rows, long? day, string? option, bool trains)
    {
        var times = rows.Where(r => r.Rows.Count > 0).ToList();
        if (day is null || times.Count == 0)
        {
            return;
        }

        var (first, last) = (times.Min(r => r.Rows[0].Time), times.Max(r => r.Rows[^1].Time));
        if (day >= last)
        {
            throw new UsageException($"--train-until {option} leaves nothing to walk forward on: the candles' rows end at {Days.Text(last)}");
        }

        if (trains && day <= first)
        {
            throw new UsageException($"--train-until {option} leaves nothing to train on: the candles' rows begin at {Days.Text(first)}");
        }
    }

    private static long FirstFifths(SymbolRows[] rows)
    {
        var times = rows.SelectMany(r => r.Rows).Select(r => r.Time).Order().ToList();
        return times.Count == 0 ? long.MaxValue : times[(int)(times.Count * 0.8)];
    }
}
