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

    /// <summary>The same file twice would be played twice.</summary>
    /// <exception cref="UsageException">It is, or a name is empty.</exception>
    public static void MustDiffer(IEnumerable<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (path.Length == 0)
            {
                throw new UsageException("a file name is empty: leave it out or give the file's path");
            }

            if (!seen.Add(Path.GetFullPath(path)))
            {
                throw new UsageException($"'{path}' is given twice: give every file once");
            }
        }
    }
}
