using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Tests.Configuration.Hocon;

public sealed class HoconIncludeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("include \"sub/b.conf\"")]
    [InlineData("include file(\"sub/b.conf\")")]
    [InlineData("include required(\"sub/b.conf\")")]
    [InlineData("include required( file( \"sub/b.conf\" ) )")]
    [InlineData("include \"sub/b\"")]
    public void Load_Include_IsRelativeToTheIncludingFile(string statement)
    {
        Write("sub/b.conf", "include \"c.conf\"\nb = 2");
        Write("sub/c.conf", "c = 3\nb = 0");
        var main = Write("a.conf", $"b = 1\n{statement}\na = ${{c}}");

        Assert.Equal("""{"b":2,"c":3,"a":3}""", Hoc.Json(HoconDocument.Load(main).Resolve()));
    }

    [Fact]
    public void Load_IncludeInsideObject_FindsItsPathsThereFirst()
    {
        Write("b.conf", "x = 10\ny = ${x}\nz = ${top}");
        var main = Write("a.conf", "top = 1\na { include \"b.conf\" }\na { x = 42 }");

        Assert.Equal("""{"top":1,"a":{"x":42,"y":42,"z":1}}""", Hoc.Json(HoconDocument.Load(main).Resolve()));
    }

    [Fact]
    public void Load_MissingInclude_IsSkippedUnlessRequired()
    {
        Assert.Equal("""{"a":1}""", Hoc.Json(HoconDocument.Load(Write("a.conf", "include \"none\"\na = 1")).Resolve()));

        var e = Assert.Throws<HoconException>(() => HoconDocument.Load(Write("b.conf", "a = 1\ninclude required(\"none\")")));
        Assert.EndsWith("b.conf:2:1: the required include 'none' was not found.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_IncludeCycle_NamesTheChain()
    {
        Write("b.conf", "include \"a.conf\"");
        var main = Write("a.conf", "include \"b.conf\"");

        var e = Assert.Throws<HoconException>(() => HoconDocument.Load(main));

        Assert.Contains("includes itself", e.Message, StringComparison.Ordinal);
        Assert.Contains("b.conf -> ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TooManyIncludes_AreRefused()
    {
        Write("b.conf", "x += 1");
        var main = Write("a.conf", string.Concat(Enumerable.Repeat("include \"b.conf\"\n", 100)));

        var e = Assert.Throws<HoconException>(() => HoconDocument.Load(main));

        Assert.Contains("more than 64 files", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnreadableFiles_SayWhy()
    {
        var binary = Path.Combine(_folder, "binary.conf");
        File.WriteAllBytes(binary, [0x61, 0x3D, 0xFF, 0xFE]);

        Assert.Contains("not UTF-8", Assert.Throws<HoconException>(() => HoconDocument.Load(binary)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<HoconException>(() => HoconDocument.Load(Path.Combine(_folder, "no", "a.conf"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<HoconException>(() => HoconDocument.Load("a\0b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EndlessFile_IsRefused()
    {
        var e = Assert.Throws<HoconException>(() => HoconDocument.Load("/dev/zero"));

        Assert.Contains("more than the 4194304 bytes", e.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
