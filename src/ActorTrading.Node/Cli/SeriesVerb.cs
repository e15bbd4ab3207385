using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary><c>series list</c>, <c>fetch</c> and <c>show</c>.</summary>
internal sealed class SeriesVerb : IVerb
{
    public Command Build(CliContext cli) => new VerbCommand(
        "series",
        "External series, such as fear & greed: what is there, fetch it, show it as it was known at any time.",
        "actortrading series list",
        "actortrading series fetch fear-greed",
        "actortrading series show fear-greed --at 2024-05-01T12:00:00Z")
    {
        SeriesList.Build(cli),
        SeriesFetch.Build(cli),
        SeriesShow.Build(cli),
    };
}
