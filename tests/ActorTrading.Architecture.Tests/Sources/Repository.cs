namespace ActorTrading.Architecture.Tests.Sources;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Found = new(Find);

    public static string Root => Found.Value;

    /// <summary>Every C# file below src and tests that a person wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [
        .. new[] { "src", "tests" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Root, top), "*.cs", SearchOption.AllDirectories))
            .Select(path => SourceFile.Read(Root, path))
            .Where(file => !file.IsGenerated)
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>The text of a file, named relative to the root with slashes.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static string PathOf(string path) => Path.Combine([Root, .. path.Split('/')]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActorTrading.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"ActorTrading.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
