using System.CommandLine;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;
using Symbol = ActorTrading.Market.Symbol;

namespace ActorTrading.Node.Schedules;

/// <summary>The <c>maintain</c> that a schedule runs: this program with the settings of this command line, wherever it is started from.</summary>
internal static class MaintenanceCommand
{
    private const string LogFile = "maintain.log";

    /// <param name="cli">What this process was started with.</param>
    /// <param name="parsed">This command line.</param>
    /// <param name="node">The settings it leads to.</param>
    /// <param name="symbols">These alone; empty: those with recent candles and those that the settings name.</param>
    /// <exception cref="UsageException">A secret is among the settings.</exception>
    public static ScheduledCommand Of(CliContext cli, ParseResult parsed, NodeOptions node, IReadOnlyList<Symbol> symbols)
    {
        var data = Path.GetFullPath(node.DataDirectory);
        var words = new List<string>(Program()) { "maintain", "--data", data };
        if (parsed.GetValue(cli.ConfigOption) is { } config)
        {
            words.AddRange(["--config", Path.GetFullPath(config)]);
        }

        foreach (var set in parsed.GetValue(cli.SetOption) ?? [])
        {
            var path = set.Split('=')[0];
            if (SecretNames.IsSecret(path))
            {
                throw new UsageException($"--set {path} is a secret, which a schedule would show to others: put it into a file that you alone can read and name it with --config FILE");
            }

            words.AddRange(["--set", set]);
        }

        if (symbols.Count > 0)
        {
            words.AddRange(["--symbols", string.Join(',', symbols)]);
        }

        return new ScheduledCommand(words, Path.Combine(data, LogFile)).Validate();
    }

    /// <summary>Settings that come from the environment of this process, which the scheduled one will not have.</summary>
    public static IReadOnlyList<string> Unseen(CliContext cli) => [.. cli.Environment.Keys
        .Where(name => name.StartsWith("ACTORTRADING__", StringComparison.Ordinal) || name is "DB_HOST" or "DB_PORT" or "DB_NAME" or "DB_USER" or "DB_PASSWORD")
        .Order(StringComparer.Ordinal)];

    /// <summary>The executable itself, or the runtime and the assembly that it was told to run.</summary>
    private static string[] Program()
    {
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Path.Combine(AppContext.BaseDirectory, "actortrading.dll")] : [process];
    }
}
