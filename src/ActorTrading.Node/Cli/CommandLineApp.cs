using System.CommandLine;
using System.CommandLine.Help;
using ActorTrading.Engine.Ingest;
using ActorTrading.Engine.Training;
using ActorTrading.Feeds.Observations;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Configuration.Hocon;
using ActorTrading.Storage;

namespace ActorTrading.Node.Cli;

/// <summary>Runs the verb that a command line names and turns what goes wrong into one line and an exit code.</summary>
public sealed class CommandLineApp
{
    /// <summary>The verb that runs when none is named.</summary>
    public const string DefaultVerb = "node";

    /// <summary>After Ctrl+C or SIGTERM a verb has this long to end by itself.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);

    private const int LongestLine = 1000;

    /// <summary>A word that begins with @ is a word, such as the schedule @daily, not the name of a file.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private readonly CliContext _cli;
    private readonly RootCommand _root;

    public CommandLineApp(CliContext cli, IEnumerable<IVerb> verbs)
    {
        _cli = cli;
        _root = new RootCommand("Watches crypto markets, forecasts them with honest confidence, and journals everything that happened.")
        {
            cli.ConfigOption,
            cli.SetOption,
            cli.DataOption,
            cli.VerboseOption,
        };
        foreach (var verb in verbs)
        {
            _root.Add(verb.Build(cli));
        }

        foreach (var help in _root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation = default)
    {
        var parsed = _root.Parse(WithVerb(args), Parsing);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            await _cli.Error.WriteLineAsync($"error: {ParseProblem.Describe(parsed)}");
            return ExitCode.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = _cli.Output,
                    Error = _cli.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = StopWithin,
                },
                cancellation);
        }
        catch (Exception e)
        {
            return await ReportAsync(e, parsed.GetValue(_cli.VerboseOption));
        }
    }

    /// <summary>Puts the default verb in front when options alone are given, or help when there is no such verb.</summary>
    private IReadOnlyList<string> WithVerb(IReadOnlyList<string> args)
    {
        var parsed = _root.Parse(args, Parsing);
        var asksRoot = parsed.Action is { ClearsParseErrors: true } || args.Contains("--version");

        // An option that the root does not know may be one of the default verb; a word is a misspelt verb.
        var misspelt = parsed.UnmatchedTokens is [var first, ..] && !first.StartsWith('-');
        if (parsed.CommandResult.Command != _root || asksRoot || misspelt)
        {
            return args;
        }

        return _root.Subcommands.Any(c => c.Name == DefaultVerb) ? [DefaultVerb, .. args] : args.Count == 0 ? ["--help"] : args;
    }

    private async Task<int> ReportAsync(Exception e, bool verbose)
    {
        var (lines, code) = e switch
        {
            UsageException => ($"error: {e.Message}", ExitCode.WrongUse),
            OperationCanceledException => ("error: cancelled before it was done.", ExitCode.Failed),
            ConfigurationException wrong => (string.Join('\n', wrong.Problems.Select(p => $"error: {p}")), ExitCode.Failed),
            CommandFailedException or StorageException or FeedFormatException or ObservationException or TrainingException or IngestException or HoconException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException
                => ($"error: {e.Message.ReplaceLineEndings(" ")}", ExitCode.Failed),
            _ => ($"error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}{(verbose ? "" : " (--verbose shows where)")}", ExitCode.Failed),
        };
        foreach (var line in lines.Split('\n'))
        {
            await _cli.Error.WriteLineAsync(line.Length <= LongestLine ? line : $"{line[..(LongestLine / 2)]}…{line[^(LongestLine / 2)..]}");
        }

        if (verbose)
        {
            await _cli.Error.WriteLineAsync(e.ToString());
        }

        return code;
    }
}
