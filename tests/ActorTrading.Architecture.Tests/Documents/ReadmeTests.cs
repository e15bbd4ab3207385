using System.Text.RegularExpressions;
using ActorTrading.Architecture.Tests.Sources;
using ActorTrading.Node.Cli;

namespace ActorTrading.Architecture.Tests.Documents;

/// <summary>What the README tells people to type exists.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = Repository.Read("README.md");

    private static IEnumerable<string> Commands => Text.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("actortrading ", StringComparison.Ordinal));

    [Fact]
    public async Task Verbs_AreAllShownAndAllExist()
    {
        string[] shown = [.. Commands.Select(c => c.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["backfill", "backtest", "config", "data", "db", "evaluate", "features", "maintain", "node", "replay", "schedule", "series", "train"], shown);
        Assert.Equal(shown, (await ListedVerbs()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Options_OfEachCommand_AreInItsHelp()
    {
        var wrong = new List<string>();
        foreach (var command in Commands)
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            var help = await Run([.. words.TakeWhile(w => !w.StartsWith('-')), "--help"]);
            wrong.AddRange(words.Where(w => w.StartsWith("--", StringComparison.Ordinal) && !help.Contains(w + " ", StringComparison.Ordinal)).Select(w => $"{command}: {w}"));
        }

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Paths_Exist()
    {
        var wrong = Paths().Matches(Text).Select(m => m.Value).Distinct()
            .Where(p => !File.Exists(Repository.PathOf(p)) && !Directory.Exists(Repository.PathOf(p)));

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void TestCommand_IsWhatTheGateRuns()
    {
        Assert.Contains("\nbash tests/run.sh\n", Text, StringComparison.Ordinal);
        Assert.EndsWith("\nbash tests/run.sh\n", Repository.Read(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Projects_AreAllNamed()
    {
        var missing = Projects.ProjectFile.All.Select(p => p.Name).Where(n => !n.EndsWith(".Tests", StringComparison.Ordinal) && !n.EndsWith(".TestKit", StringComparison.Ordinal))
            .Where(n => !Text.Contains($"{n}`", StringComparison.Ordinal) && !Text.Contains($"/{n}\n", StringComparison.Ordinal));

        Findings.MustBeNone(missing);
    }

    private static async Task<IEnumerable<string>> ListedVerbs() =>
        ListedVerb().Matches((await Run(["--help"])).Split("Commands:")[1].Split("Examples:")[0]).Select(m => m.Groups["verb"].Value);

    /// <summary>The executable's own command line, in this process.</summary>
    private static async Task<string> Run(string[] args)
    {
        var output = new StringWriter();
        var cli = new CliContext
        {
            Output = output,
            Error = TextWriter.Null,
            Environment = new Dictionary<string, string>(),
            Time = TimeProvider.System,
            IsOutputTerminal = false,
            IsErrorTerminal = false,
        };
        var verbs = typeof(IVerb).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IVerb).IsAssignableFrom(t))
            .Select(t => (IVerb)Activator.CreateInstance(t, nonPublic: true)!);

        Assert.Equal(0, await new CommandLineApp(cli, verbs).RunAsync(args, TestContext.Current.CancellationToken));
        return output.ToString();
    }

    [GeneratedRegex(@"^  (?<verb>[a-z]+) ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListedVerb();

    [GeneratedRegex(@"(?<![\w/.-])(?:src|tests|hocon|docs|docker)/[\w./-]*\w", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paths();
}
