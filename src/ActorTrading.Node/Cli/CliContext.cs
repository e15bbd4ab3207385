using System.CommandLine;
using ActorTrading.Node.Configuration;
using Spectre.Console;

namespace ActorTrading.Node.Cli;

/// <summary>What a verb may use of the outside world, and the options that every verb has.</summary>
public sealed class CliContext
{
    /// <summary>For results: what a script reads.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For errors, progress and, except under <c>node</c>, logs.</summary>
    public required TextWriter Error { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Whether a person watches <see cref="Output"/>, so that tables and colour make sense.</summary>
    public required bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person watches <see cref="Error"/>, so that progress bars make sense.</summary>
    public required bool IsErrorTerminal { get; init; }

    public Option<string?> ConfigOption { get; } = new("--config")
    {
        Description = "HOCON file with settings over the built-in defaults.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string[]> SetOption { get; } = new("--set")
    {
        Description = "One setting over all others, such as http.port=8080; may be repeated.",
        HelpName = "PATH=VALUE",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public Option<string?> DataOption { get; } = new("--data")
    {
        Description = "Folder for the journal, models and recorded data.",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<bool> VerboseOption { get; } = new("--verbose")
    {
        Description = "Show the stack trace of an error.",
        Recursive = true,
    };

    /// <summary>For tables and the like on <see cref="Output"/>: plain text, wide enough for a table row, where no person watches.</summary>
    public IAnsiConsole OutputConsole => ConsoleOf(Output, IsOutputTerminal);

    /// <summary>For progress on <see cref="Error"/>; a progress bar shows nothing where no person watches.</summary>
    public IAnsiConsole ErrorConsole => ConsoleOf(Error, IsErrorTerminal);

    /// <summary>The process this runs in.</summary>
    public static CliContext OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Environment = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal),
        Time = TimeProvider.System,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>The configuration that this command line asks for.</summary>
    /// <exception cref="ConfigurationException">Something in it is wrong.</exception>
    /// <param name="sets">Settings of the form path=value that a verb's own options stand for; <c>--set</c> wins over them.</param>
    public NodeConfiguration LoadConfiguration(ParseResult parsed, IEnumerable<string>? sets = null) => NodeConfiguration.Load(new ConfigurationInputs
    {
        File = parsed.GetValue(ConfigOption),
        Environment = Environment,
        Sets = [.. sets ?? [], .. parsed.GetValue(SetOption) ?? []],
        DataDirectory = parsed.GetValue(DataOption),
    });

    private static IAnsiConsole ConsoleOf(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = 200;
        }

        return console;
    }
}
