using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Cli;

/// <summary>Reads all layers and says whether they can be used; lists everything that is wrong.</summary>
internal static class ConfigCheck
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object: ok, and problems with key, message and origin." };
        var command = new VerbCommand("check", "Check every setting of every layer; 0 = all right, 1 = not.", "actortrading config check --config my.conf --set http.port=8080")
        {
            json,
        };
        command.SetAction((parsed, _) =>
        {
            try
            {
                cli.LoadConfiguration(parsed);
                cli.Output.WriteLine(parsed.GetValue(json) ? Json([]) : "ok");
                return Task.FromResult(ExitCode.Done);
            }
            catch (ConfigurationException e) when (parsed.GetValue(json))
            {
                cli.Output.WriteLine(Json(e.Problems));
                return Task.FromResult(ExitCode.Failed);
            }
        });
        return command;
    }

    private static string Json(IReadOnlyList<ConfigurationProblem> problems) => JsonSerializer.Serialize(new
    {
        ok = problems.Count == 0,
        problems = problems.Select(p => new { key = p.Key, message = p.Message, origin = p.Origin.ToString() }),
    }, Readable);
}
