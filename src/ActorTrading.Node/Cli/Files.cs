using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary>Options that take one or more files.</summary>
internal static class Files
{
    public static Option<string[]> Option(string name, string description, bool required = false) => new(name)
    {
        Description = description,
        HelpName = "FILE...",
        AllowMultipleArgumentsPerToken = true,
        Required = required,
        Arity = ArgumentArity.OneOrMore,
    };
}
