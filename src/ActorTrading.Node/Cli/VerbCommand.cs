using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Node.Cli;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="examples">Whole command lines, each starting with <c>actortrading</c>.</param>
[SuppressMessage("Design", "CA1010", Justification = "Command is enumerable only so that collection initialisers work.")]
public sealed class VerbCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
