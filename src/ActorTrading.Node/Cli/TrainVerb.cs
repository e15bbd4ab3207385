using System.CommandLine;
using System.Globalization;
using ActorTrading.Node.Composition;
using ActorTrading.Storage.Models;

namespace ActorTrading.Node.Cli;

/// <summary>Pre-trains models on candle files and stores them as a verified artifact.</summary>
internal sealed class TrainVerb : IVerb
{
    public Command Build(CliContext cli)
    {
        var candles = Files.Option("--candles", "Candle files (csv or csv.gz) of one timeframe; several symbols pool their rows.", required: true);
        var output = new Option<string>("--out") { Description = "Folder for the models; made where it is missing.", HelpName = "DIR", Required = true };
        var until = new Option<string?>("--until") { Description = "Use only what was known at the end of this day (UTC).", HelpName = "DATE" };
        var symbol = new Option<string?>("--symbol") { Description = "The candles' symbol, where the file names do not say it.", HelpName = "SYMBOL" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "train", "Pre-train models on candle files.",
            "actortrading train --candles BTC-USDT.1h.csv.gz --out models",
            "actortrading train --candles BTC-USDT.1h.csv.gz ETH-USDT.1h.csv.gz --until 2023-12-31 --out models")
        {
            candles, output, until, symbol, json,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var day = Days.EndOf(parsed.GetValue(until), "--until");
            var histories = CandleFiles.Load(parsed.GetValue(candles)!, CandleFiles.SymbolOf(parsed.GetValue(symbol)));
            var engine = EngineSettings.Engine(node, histories[0].Timeframe);
            var progress = new ProgressLine(cli);
            var rows = Pretraining.Rows([.. histories.Select(h => (h.Symbol, h.Bars))], engine, cancellationToken);
            var folder = parsed.GetValue(output)!;
            var made = !Directory.Exists(folder);
            var store = ModelArtifactStore.Open(folder, cli.Time); // first: whoever cannot write there should know it before the training
            ModelArtifact saved;
            try
            {
                var content = Pretraining.Run(rows, day ?? long.MaxValue, engine, EngineSettings.Training(node), progress, cancellationToken);
                saved = store.Save(ModelStore.NameFor(engine), content, Engine.Training.ForecastArtifact.Unpack(content, engine).Metadata);
            }
            catch when (made)
            {
                Directory.Delete(folder, recursive: true);
                throw;
            }

            cli.Output.WriteLine(parsed.GetValue(json)
                ? Json.Line(new { name = saved.Name, version = saved.Version, sha256 = saved.Sha256, bytes = saved.Size, metadata = saved.Metadata })
                : string.Create(CultureInfo.InvariantCulture, $"{saved.Name} version {saved.Version}, {saved.Size:N0} bytes, sha256 {saved.Sha256}"));
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}
