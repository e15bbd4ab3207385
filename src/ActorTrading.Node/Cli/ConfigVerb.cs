using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary><c>config check</c> and <c>config show</c>.</summary>
public sealed class ConfigVerb : IVerb
{
    public Command Build(CliContext cli) => new VerbCommand(
        "config",
        "Check and show the settings.",
        "actortrading config check --config my.conf",
        "actortrading config show --origin")
    {
        ConfigCheck.Build(cli),
        ConfigShow.Build(cli),
    };
}
