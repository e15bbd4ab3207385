using ActorTrading.Architecture.Tests.Assemblies;
using ActorTrading.Architecture.Tests.Sources;

namespace ActorTrading.Architecture.Tests.Projects;

public sealed class DependencyTests
{
    private const string Actors = "ActorTrading.Actors";
    private const string TestKit = "ActorTrading.Actors.TestKit";
    private const string FakeExchange = "ActorTrading.FakeExchange";
    private const string Market = "ActorTrading.Market";
    private const string Learning = "ActorTrading.Learning";
    private const string Trading = "ActorTrading.Trading";
    private const string Storage = "ActorTrading.Storage";
    private const string Feeds = "ActorTrading.Feeds";
    private const string Engine = "ActorTrading.Engine";
    private const string Cluster = "ActorTrading.Cluster";
    private const string Node = "ActorTrading.Node";

    /// <summary>Which project may use which: lower floors only.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        [Actors] = [],
        [TestKit] = [Actors],
        [Market] = [],
        [Learning] = [],
        [Trading] = [Market],
        [Storage] = [Actors, Market],
        [Feeds] = [Actors, Market],
        [Engine] = [Actors, Market, Learning, Trading, Storage, Feeds],
        [Cluster] = [Actors, Market, Storage, Engine],
        [Node] = [Actors, Market, Learning, Trading, Storage, Feeds, Engine, Cluster],
    };

    /// <summary>Which packages a project may name; one that is not here may name none. The ground floor stands on the BCL alone.</summary>
    private static readonly Dictionary<string, string[]> MayUsePackages = new()
    {
        [Storage] = ["Dapper", "Microsoft.Data.Sqlite.Core", "Npgsql", "SQLitePCLRaw.provider.e_sqlite3", "SQLitePCLRaw.lib.e_sqlite3"],
        [Feeds] = ["Polly.Core"],
        [Engine] = ["Google.Protobuf", "Grpc.Tools", "NCrontab.Signed"],
        [Node] =
        [
            "Serilog", "Serilog.Extensions.Logging", "Serilog.Sinks.Console", "Serilog.Sinks.File",
            "System.CommandLine", "Spectre.Console", "Microsoft.AspNetCore.OpenApi", "Swashbuckle.AspNetCore.SwaggerUI",
        ],
    };

    private static IEnumerable<ProjectFile> Source => ProjectFile.All.Where(p => p.Path.StartsWith(Repository.PathOf("src"), StringComparison.Ordinal));

    [Fact]
    public void Table_NamesEveryProject() => Findings.MustBeNone(Source.Select(p => p.Name).Except(MayUse.Keys));

    [Fact]
    public void Projects_ReferenceOnlyWhatTheTableAllows()
    {
        var wrong = Source.SelectMany(p => p.Projects.Except(MayUse[p.Name]).Select(used => $"{p.Name} -> {used}"));

        Findings.MustBeNone(wrong);
    }

    /// <summary>A reference reaches further than its project file says: what it refers to can be used as well. So the built code is asked, too.</summary>
    [Fact]
    public void Assemblies_UseOnlyWhatTheTableAllows()
    {
        var wrong = Source.SelectMany(p => AssemblyReading.Of(FileOf(p.Name)).Assemblies
            .Where(a => a.StartsWith("ActorTrading.", StringComparison.Ordinal) || a == FileOf(Node))
            .Except(MayUse[p.Name])
            .Select(used => $"{p.Name} -> {used}"));

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Nobody_ReferencesNode()
    {
        Assert.DoesNotContain(MayUse.Values, used => used.Contains(Node));
        Assert.DoesNotContain(Source, p => p.Projects.Contains(Node));
    }

    [Fact]
    public void Projects_NameOnlyTheirPackages()
    {
        var wrong = Source.SelectMany(p => p.Packages.Except(MayUsePackages.GetValueOrDefault(p.Name, [])).Select(used => $"{p.Name} -> {used}"));

        Findings.MustBeNone(wrong);
    }

    [Theory]
    [InlineData(Actors)]
    [InlineData(Market)]
    [InlineData(Learning)]
    public void GroundFloor_UsesTheBclAlone(string project)
    {
        var foreign = AssemblyReading.Of(project).Assemblies
            .Where(a => a is not "netstandard" and not "mscorlib" && !File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, a + ".dll")));

        Findings.MustBeNone(foreign);
        Findings.MustBeNone(ProjectFile.Of(project).Frameworks);
    }

    [Fact]
    public void OnlyNode_UsesTheWebFramework()
    {
        var wrong = Source.Where(p => p.Name != Node)
            .Where(p => AssemblyReading.Of(FileOf(p.Name)).Assemblies.Any(a => a.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)))
            .Select(p => p.Name);

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Tests_OfAProject_DoNotReachAboveIt()
    {
        // What a project's tests need from above belongs into that project's tests.
        var wrong = MayUse.Keys
            .Select(name => (Name: name, Tests: ProjectFile.All.SingleOrDefault(p => p.Name == name + ".Tests")))
            .Where(x => x.Tests is not null)
            .SelectMany(x => x.Tests!.Projects.Except([x.Name, TestKit, FakeExchange, .. MayUse[x.Name]]).Select(used => $"{x.Tests.Name} -> {used}"));

        Findings.MustBeNone(wrong);
    }

    private static string FileOf(string project) => project == Node ? "actortrading" : project;
}
