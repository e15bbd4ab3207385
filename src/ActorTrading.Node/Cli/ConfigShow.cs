using System.CommandLine;
using System.Text.Json.Nodes;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Cli;

/// <summary>Prints the effective settings, secrets masked. The plain form is HOCON that can be used as a file.</summary>
internal static class ConfigShow
{
    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object: path to value, or to value and origin." };
        var origin = new Option<bool>("--origin") { Description = "Say where each value was set." };
        var command = new VerbCommand(
            "show",
            "Print every setting as it is in force.",
            "actortrading config show --config my.conf --origin",
            "actortrading config show --json")
        {
            json,
            origin,
        };
        command.SetAction((parsed, _) =>
        {
            var leaves = ConfigurationView.Leaves(cli.LoadConfiguration(parsed).Root);
            cli.Output.WriteLine(parsed.GetValue(json) ? Json(leaves, parsed.GetValue(origin)) : Lines(leaves, parsed.GetValue(origin)));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Lines(IEnumerable<(string Path, HoconValue Value)> leaves, bool origin) =>
        string.Join('\n', leaves.Select(l => $"{l.Path} = {HoconRenderer.Render(l.Value)}{(origin ? $"  # {l.Value.Origin}" : "")}"));

    private static string Json(IEnumerable<(string Path, HoconValue Value)> leaves, bool origin)
    {
        var all = new JsonObject();
        foreach (var (path, value) in leaves)
        {
            all[path] = origin ? new JsonObject { ["value"] = HoconJson.Node(value), ["origin"] = value.Origin.ToString() } : HoconJson.Node(value);
        }

        return all.ToJsonString();
    }
}
