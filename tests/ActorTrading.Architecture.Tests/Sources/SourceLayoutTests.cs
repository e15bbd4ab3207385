namespace ActorTrading.Architecture.Tests.Sources;

public sealed class SourceLayoutTests
{
    private const int LongLines = 250;
    private const int MostLines = 400;

    /// <summary>Kinds of things; a folder is named after a concept.</summary>
    private static readonly string[] KindFolders = ["helpers", "helper", "utils", "utilities", "util", "interfaces", "managers", "common", "misc", "extensions", "enums", "constants", "classes"];

    public static TheoryData<string, string[]> Odd => new()
    {
        { "public sealed class One;\npublic sealed record Two;", ["One", "Two"] },
        { "internal sealed class Hidden;\npublic readonly record struct Small(int X);", ["Small"] },
        { "public abstract partial class Part\n    public sealed class Nested", ["Part"] },
        { "public delegate bool Rule(int x);\npublic enum Side", ["Rule", "Side"] },
        { "public static class Maths\n// public class NotCode", ["Maths"] },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void PublicTypes_OfText_AreTheTopLevelOnes(string text, string[] types) =>
        Assert.Equal(types, new SourceFile("src/X/X.cs", text.Split('\n')).PublicTypes);

    [Fact]
    public void File_HasAtMostOnePublicType()
    {
        var wrong = Repository.Sources.Where(f => f.PublicTypes.Count > 1).Select(f => $"{f.Path}: {string.Join(", ", f.PublicTypes)}");

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void File_IsNamedAfterItsType()
    {
        // A part of a partial class is Type.Part.cs. A file without a public type is named after one of its types.
        var wrong = Repository.Sources
            .Where(f => f.Types.Count > 0)
            .Where(f => !(f.PublicTypes.Count > 0 ? f.PublicTypes : f.Types).Contains(f.Name.Split('.')[0]))
            .Select(f => $"{f.Path}: {string.Join(", ", f.Types)}");

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Namespace_IsTheFolder()
    {
        var wrong = Repository.Sources
            .Where(f => f.Namespace is not null && !f.Path.StartsWith("tests/Shared/", StringComparison.Ordinal))
            .Where(f => f.Namespace != f.Folder[(f.Folder.IndexOf('/') + 1)..].Replace('/', '.'))
            .Select(f => $"{f.Path}: {f.Namespace}");

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void File_HasANamespace()
    {
        // Only a program's top-level statements have none.
        var wrong = Repository.Sources.Where(f => f.Namespace is null && f.Name is not "Program" and not "AssemblyInfo").Select(f => f.Path);

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Folder_IsAConceptNotAKind()
    {
        var wrong = Repository.Sources
            .Select(f => f.Folder)
            .Distinct()
            .Where(folder => folder.Split('/').Skip(2).Any(part => KindFolders.Contains(part, StringComparer.OrdinalIgnoreCase)));

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void File_StaysWithinTheBudget()
    {
        var tooLong = Repository.Sources.Where(f => f.Lines.Count > MostLines).ToList();
        var big = Repository.Sources.Where(f => f.Lines.Count > LongLines).OrderByDescending(f => f.Lines.Count).Select(f => $"  {f.Lines.Count} {f.Path}").ToList();
        var list = $"more than {LongLines} lines (at most {MostLines} are allowed):{Environment.NewLine}{string.Join(Environment.NewLine, big)}";
        TestContext.Current.TestOutputHelper?.WriteLine(list);

        Assert.True(tooLong.Count == 0, list);
    }
}
