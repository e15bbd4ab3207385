using System.Text.Json;
using ActorTrading.Architecture.Tests.Sources;

namespace ActorTrading.Architecture.Tests.Projects;

public sealed class BuildTests
{
    [Fact]
    public void Solution_HasEveryProject()
    {
        var solution = Repository.Read("ActorTrading.sln").Replace('\\', '/');
        var missing = ProjectFile.All.Where(p => !solution.Contains($"/{p.Name}.csproj\"", StringComparison.Ordinal)).Select(p => p.Name);

        Findings.MustBeNone(missing);
    }

    [Fact]
    public void LockFile_NamesEveryReferenceOfItsProject()
    {
        var missing = new List<string>();
        foreach (var project in ProjectFile.All)
        {
            var path = Path.Combine(Path.GetDirectoryName(project.Path)!, "packages.lock.json");
            if (!File.Exists(path))
            {
                missing.Add($"{project.Name}: no packages.lock.json");
                continue;
            }

            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var locked = json.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject().Select(e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            missing.AddRange(project.Packages.Concat(project.Projects.Select(IdOf)).Where(r => !locked.Contains(r)).Select(r => $"{project.Name}: {r}"));
        }

        Findings.MustBeNone(missing);
    }

    [Fact]
    public void Versions_AreCentral()
    {
        var own = ProjectFile.All.Where(p => File.ReadAllLines(p.Path).Any(l => l.Contains("<PackageReference", StringComparison.Ordinal) && l.Contains("Version", StringComparison.Ordinal)));

        Findings.MustBeNone(own.Select(p => p.Name));
    }

    [Fact]
    public void TestRun_FindsEveryTestProject()
    {
        // tests/run.sh takes every folder tests/*.Tests.
        var missed = ProjectFile.All
            .Where(p => p.Packages.Contains("xunit.v3"))
            .Where(p => Path.GetDirectoryName(p.Path) != Repository.PathOf($"tests/{p.Name}") || !p.Name.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(p => p.Path);

        Findings.MustBeNone(missed);
    }

    /// <summary>A project is locked under the name of its assembly.</summary>
    private static string IdOf(string project) => project == "ActorTrading.Node" ? "actortrading" : project;
}
