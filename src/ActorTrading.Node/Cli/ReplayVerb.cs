using System.CommandLine;
using System.Globalization;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Replay;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.Models;

namespace ActorTrading.Node.Cli;

/// <summary>Reads a journal back; recomputes it and compares where asked.</summary>
internal sealed class ReplayVerb : IVerb
{
    public Command Build(CliContext cli)
    {
        var verify = new Option<bool>("--verify") { Description = "Recompute every bar, prediction and weight from the recorded rows alone and compare; exit code 1 on a difference." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "replay", "Read the journal of a stopped node back, count and fingerprint it, and verify it where asked.",
            "actortrading replay --data data --verify",
            "actortrading replay --json")
        {
            verify, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var path = node.InDataDirectory(node.Journal.File);
            if (node.Journal.Kind == JournalKind.Sqlite && !File.Exists(path))
            {
                throw new CommandFailedException($"there is no journal '{path}': run 'actortrading node' first, or name its folder with --data DIR.");
            }

            var engine = EngineSettings.Engine(node);
            await using var journal = await NodeStores.OpenJournalAsync(node, SymbolEventSerializer.CreateSerialization(), cancellationToken);
            var models = parsed.GetValue(verify) ? await ModelsAsync(journal) : null;
            var progress = new ProgressLine(cli, parsed.GetValue(json));
            var report = await JournalReplay.RunAsync(journal, engine, models, new Progress<long>(n => progress.Report($"{n:N0} events")), cancellationToken);
            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Json.Line(new
                {
                    events = report.Events,
                    ticks = report.Ticks,
                    bars = report.Bars,
                    predictions = report.Predictions,
                    differences = report.Differences,
                    firstDifference = report.FirstDifference,
                    hash = report.Hash,
                }));
            }
            else
            {
                await cli.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"symbols      {report.Symbols,14:N0}\nevents       {report.Events,14:N0}\nticks        {report.Ticks,14:N0}\nbars         {report.Bars,14:N0}\npredictions  {report.Predictions,14:N0}\nhash         {report.Hash}"));
                if (models is not null)
                {
                    await cli.Output.WriteLineAsync(report.Differences == 0 ? "0 differences" : $"{report.Differences:N0} differences; the first: {report.FirstDifference}");
                }
            }

            return report.Differences == 0 ? ExitCode.Done : ExitCode.Failed;

            async Task<ModelSet> ModelsAsync(IJournal from)
            {
                var version = await JournalReplay.ModelVersionAsync(from, cancellationToken);
                if (version is null)
                {
                    return ModelFactory.Untrained(engine);
                }

                var folder = node.InDataDirectory(NodeFolders.Models);
                return ModelStore.Load(ModelArtifactStore.Open(folder, cli.Time), version, engine, folder).Models(engine);
            }
        });
        return command;
    }
}
