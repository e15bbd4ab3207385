using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary>One thing the executable can do.</summary>
public interface IVerb
{
    /// <summary>
    /// The command, best a <see cref="VerbCommand"/>, with its options and action. The action returns an <see cref="ExitCode"/>, writes to
    /// <see cref="CliContext.Output"/> and <see cref="CliContext.Error"/>, and lets exceptions pass.
    /// </summary>
    Command Build(CliContext cli);
}
