using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ActorTrading.Node.Cli;

/// <summary>The usual help, then the verb's examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var examples = (parseResult.CommandResult.Command as VerbCommand)?.Examples ?? RootExamples;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        return ExitCode.Done;
    }

    private static IReadOnlyList<string> RootExamples { get; } =
    [
        "actortrading config check --config my.conf",
        "actortrading config show --set http.port=8080 --origin",
    ];
}
