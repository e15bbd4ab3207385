using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Tests.Configuration.Hocon;

public sealed class HoconSubstitutionTests
{
    [Theory]
    [InlineData("a = 1\nb = ${a}", """{"a":1,"b":1}""")]
    [InlineData("b = ${a}\na = 1", """{"b":1,"a":1}""")]
    [InlineData("a = {x = 1}\nb = ${a} {y = 2}", """{"a":{"x":1},"b":{"x":1,"y":2}}""")]
    [InlineData("a = [1]\nb = ${a} [2]", """{"a":[1],"b":[1,2]}""")]
    [InlineData("a = x\nb = pre ${a} post", """{"a":"x","b":"pre x post"}""")]
    [InlineData("a = \"${b}\"", """{"a":"${b}"}""")]
    [InlineData("a = {b.\"c.d\" = 7}\ne = ${a.b.\"c.d\"}", """{"a":{"b":{"c.d":7}},"e":7}""")]
    [InlineData("b = ${?a}", "{}")]
    [InlineData("b = 1\nb = ${?a}", """{"b":1}""")]
    [InlineData("b = x${?a}y", """{"b":"xy"}""")]
    [InlineData("b = [1, ${?a}, 2]", """{"b":[1,2]}""")]
    [InlineData("b = ${?x} ${?y}", "{}")]
    [InlineData("b = {q = 1} ${?x}", """{"b":{"q":1}}""")]
    [InlineData("a = null\nb = ${a}", """{"a":null,"b":null}""")]
    public void Resolve_Substitution_PutsTheValueIn(string text, string json) => Assert.Equal(json, Hoc.Json(text));

    // Examples of the specification's sections on self-referential substitutions.
    [Theory]
    [InlineData("path = \"a:b:c\"\npath = ${path}\":d\"", """{"path":"a:b:c:d"}""")]
    [InlineData("path = [/etc]\npath = ${path} [/usr/bin]", """{"path":["/etc","/usr/bin"]}""")]
    [InlineData("a = ${?a}foo", """{"a":"foo"}""")]
    [InlineData("foo : { a : { c : 1 } }\nfoo : ${foo.a}\nfoo : { a : 2 }", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("bar : { foo : 42, baz : ${bar.foo} }", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar : { foo : 42, baz : ${bar.foo} }\nbar : { foo : 43 }", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar : { a : ${foo.d}, b : 1 }\nbar.b = 3\nfoo : { c : ${bar.b}, d : 2 }\nfoo.d = 4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("a : ${?a}", "{}")]
    [InlineData("foo : ${does-not-exist}\nfoo : 42", """{"foo":42}""")]
    [InlineData("data-center-generic = { cluster-size = 6 }\ndata-center-east = ${data-center-generic}\ndata-center-east = { name = \"east\" }", """{"data-center-generic":{"cluster-size":6},"data-center-east":{"cluster-size":6,"name":"east"}}""")]
    [InlineData("a = {b = 1}\na = ${a} {c = ${a.b}}", """{"a":{"b":1,"c":1}}""")]
    public void Resolve_SelfReference_LooksBack(string text, string json) => Assert.Equal(json, Hoc.Json(text));

    [Theory]
    [InlineData("a = ${a}", "1:5: ${a} leads back to itself")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}", "leads back to itself")]
    [InlineData("a : { b : ${a} }", "contains itself")]
    [InlineData("a = [${a}]", "contains itself")]
    [InlineData("a = 1\n  b = x ${nope.y} z", "2:9: ${nope.y} has no value")]
    [InlineData("a = {x = 1}\nb = ${a} text", "2:5: an object cannot be joined with a text")]
    [InlineData("a = [1] {}", "1:5: an array cannot be joined with an object")]
    [InlineData("a = {b = ${a} {b = {q = 1}}}", "itself")]
    public void Resolve_Unresolvable_SaysWhereAndWhy(string text, string message)
    {
        var e = Assert.Throws<HoconException>(() => Hoc.Parse(text));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_PathThatNoLayerSets_IsLookedUpInTheEnvironment()
    {
        static string? Environment(string name) => name == "HOME" ? "/home/x" : name == "a" ? "hidden" : null;

        Assert.Equal("""{"a":1,"b":"/home/x/data","c":1}""", Hoc.Json("a = 1\nb = ${HOME}/data\nc = ${a}", Environment));
    }

    [Fact]
    public void Resolve_DoublingChain_IsStoppedByTheExpansionLimit()
    {
        var text = "a0 = [x, x]\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"a{i} = ${{a{i - 1}}} ${{a{i - 1}}}"));

        var e = Assert.Throws<HoconException>(() => Hoc.Parse(text));

        Assert.Contains("values and characters", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = x\n")]
    [InlineData("")]
    public void Resolve_DoublingSelfReference_IsStoppedByTheExpansionLimit(string start)
    {
        var text = start + string.Concat(Enumerable.Repeat("a = ${?a}${?a}\n", 100));

        Assert.Throws<HoconException>(() => Hoc.Parse(text));
    }

    [Fact]
    public void Resolve_LongChain_IsStoppedBeforeTheStackEnds()
    {
        var text = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}"));

        var e = Assert.Throws<HoconException>(() => Hoc.Parse(text));

        Assert.Contains("more than 200 times", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithFallback_Substitution_SeesTheFinalValueOfAllLayers()
    {
        var lower = HoconDocument.Parse("a = 1\nb = ${a}\nlist = [1]");
        var upper = HoconDocument.Parse("a = 2\nlist += 2\nc = ${b}");
        _ = lower.Resolve();

        Assert.Equal("""{"a":2,"b":2,"list":[1,2],"c":2}""", Hoc.Json(upper.WithFallback(lower).Resolve()));
        Assert.Equal("""{"a":1,"b":1,"list":[1]}""", Hoc.Json(lower.Resolve()));
    }
}
