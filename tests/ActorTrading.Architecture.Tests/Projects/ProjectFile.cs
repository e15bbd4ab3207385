using System.Xml.Linq;
using ActorTrading.Architecture.Tests.Sources;

namespace ActorTrading.Architecture.Tests.Projects;

/// <summary>A csproj: what it says it uses.</summary>
internal sealed record ProjectFile(string Name, string Path, IReadOnlySet<string> Projects, IReadOnlySet<string> Packages, IReadOnlySet<string> Frameworks)
{
    /// <summary>Every project below src and tests.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. new[] { "src", "tests" }
            .SelectMany(top => Directory.EnumerateFiles(Repository.PathOf(top), "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static ProjectFile Of(string name) => All.Single(p => p.Name == name);

    private static ProjectFile Read(string path)
    {
        var xml = XDocument.Load(path);
        return new ProjectFile(
            System.IO.Path.GetFileNameWithoutExtension(path),
            path,
            Included(xml, "ProjectReference").Select(i => System.IO.Path.GetFileNameWithoutExtension(i.Replace('\\', '/'))).ToHashSet(),
            Included(xml, "PackageReference").ToHashSet(),
            Included(xml, "FrameworkReference").ToHashSet());
    }

    private static IEnumerable<string> Included(XDocument xml, string element) =>
        xml.Descendants(element).Select(e => e.Attribute("Include")?.Value).OfType<string>();
}
