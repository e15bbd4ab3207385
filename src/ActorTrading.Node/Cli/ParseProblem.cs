using System.CommandLine;
using System.CommandLine.Parsing;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Cli;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class ParseProblem
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Insert(0, result.Command is RootCommand ? "actortrading" : result.Command.Name);
        }

        var called = string.Join(' ', names);
        return $"{Problem(parsed, command, called)} See {called} --help.";
    }

    private static string Problem(ParseResult parsed, Command command, string called)
    {
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            if (token.StartsWith('-'))
            {
                var options = command.Options.Concat(Parents(command).SelectMany(p => p.Options.Where(o => o.Recursive))).Select(o => o.Name);
                return $"'{token}' is not an option of {called}{Suggest(token, options)}";
            }

            return command.Subcommands.Count > 0
                ? $"'{token}' is not a verb of {called}{Suggest(token, command.Subcommands.SelectMany(c => c.Aliases.Prepend(c.Name)))}"
                : $"{called} takes no further argument, but '{token}' is given.";
        }

        var error = parsed.Errors.FirstOrDefault(e => e.SymbolResult is OptionResult or ArgumentResult);
        if (error is null && command.Subcommands.Count > 0 && command.Action is null)
        {
            return $"{called} needs one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}.";
        }

        var message = (error ?? parsed.Errors[0]).Message.ReplaceLineEndings(" ").Trim();
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string Suggest(string given, IEnumerable<string> known) =>
        NearestName.Find(given, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    private static IEnumerable<Command> Parents(Command command)
    {
        foreach (var parent in command.Parents.OfType<Command>())
        {
            yield return parent;
            foreach (var above in Parents(parent))
            {
                yield return above;
            }
        }
    }
}
