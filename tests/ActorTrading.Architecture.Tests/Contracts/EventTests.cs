using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using System.Text.RegularExpressions;
using ActorTrading.Architecture.Tests.Sources;
using ActorTrading.Engine.Events;

namespace ActorTrading.Architecture.Tests.Contracts;

public sealed partial class EventTests
{
    private static readonly Type[] Events =
    [
        .. typeof(ISymbolEvent).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(ISymbolEvent).IsAssignableFrom(t)),
    ];

    [Fact]
    public void Events_AreSealed()
    {
        Assert.NotEmpty(Events);
        Assert.DoesNotContain(Events, t => !t.IsSealed);
    }

    [Fact]
    public void Events_EachHaveAManifestOfTheirOwn()
    {
        var serializer = new SymbolEventSerializer();
        var manifests = Events.Select(Blank).Select(serializer.Manifest).ToList();

        Assert.All(manifests, m => Assert.Matches(@"^[a-z]+(-[a-z]+)*:[1-9]\d*$", m));
        Assert.Equal(manifests.Count, manifests.Distinct().Count());
    }

    [Fact]
    public void Events_EachHaveAReaderAndABinding()
    {
        var serializer = new SymbolEventSerializer();
        var registry = SymbolEventSerializer.CreateSerialization();
        foreach (var type in Events)
        {
            var blank = Blank(type);
            var unreadable = Record.Exception(() => serializer.FromBinary([], serializer.Manifest(blank)));

            Assert.IsType<SymbolEventSerializer>(registry.FindSerializerFor(blank));
            Assert.False(unreadable is SerializationException && unreadable.Message.Contains("unknown", StringComparison.Ordinal), $"{type.Name} has no reader");
        }
    }

    [Fact]
    public void Manifest_OfAnythingElse_IsRefused() =>
        Assert.Throws<SerializationException>(() => new SymbolEventSerializer().Manifest("no event"));

    /// <summary>
    /// wire-fields.txt lists every field that was ever in a journal. A field may be added (add its line); a line never goes and never changes,
    /// or old journals would be misread.
    /// </summary>
    [Fact]
    public void WireFields_OnlyEverGrow()
    {
        var written = Repository.Read("tests/ActorTrading.Architecture.Tests/Contracts/wire-fields.txt")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var now = FieldsOf(Repository.Read("src/ActorTrading.Engine/Events/events.proto"));

        Assert.True(!written.Except(now).Any(), "gone or changed: " + string.Join("; ", written.Except(now)));
        Assert.True(!now.Except(written).Any(), "not in wire-fields.txt yet: " + string.Join("; ", now.Except(written)));
    }

    [Fact]
    public void WireFields_NumbersAreUniquePerMessage()
    {
        var numbers = FieldsOf(Repository.Read("src/ActorTrading.Engine/Events/events.proto")).Select(f => string.Join(' ', f.Split(' ')[..2])).ToList();

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public void FieldsOf_Proto_ListsMessageNumberTypeAndName() => Assert.Equal(
        ["A 1 string name", "A 3 repeated double p", "B 2 optional int64 t"],
        FieldsOf("message A {\n  string name = 1;\n  repeated double p = 3; // note\n}\nmessage B {\n  optional int64 t = 2;\n}\n"));

    private static List<string> FieldsOf(string proto)
    {
        var fields = new List<string>();
        var message = "";
        foreach (var line in proto.Split('\n'))
        {
            if (Message().Match(line) is { Success: true } begin)
            {
                message = begin.Groups["name"].Value;
            }
            else if (Field().Match(line) is { Success: true } field)
            {
                fields.Add($"{message} {field.Groups["number"].Value} {field.Groups["type"].Value} {field.Groups["name"].Value}");
            }
        }

        return fields;
    }

    private static object Blank(Type type) => RuntimeHelpers.GetUninitializedObject(type);

    [GeneratedRegex(@"^message (?<name>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^\s+(?<type>(?:repeated |optional )?[\w.]+) (?<name>\w+) = (?<number>\d+);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
