using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary><c>features list</c>.</summary>
public sealed class FeaturesVerb : IVerb
{
    public Command Build(CliContext cli) => new VerbCommand(
        "features",
        "Tell what is computed from the bars.",
        "actortrading features list --kind indicators",
        "actortrading features list --filter volatility --json")
    {
        FeaturesList.Build(cli),
    };
}
