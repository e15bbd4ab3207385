namespace ActorTrading.Node.Tests.Configuration.Hocon;

public sealed class HoconSyntaxTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("  \n # only a comment\n // another", "{}")]
    [InlineData("\uFEFFa = 1", """{"a":1}""")]
    [InlineData("{\"a\": 1, \"b\": [true, null, 1.50, \"x\"]}", """{"a":1,"b":[true,null,1.50,"x"]}""")]
    [InlineData("a = 1\nb : 2", """{"a":1,"b":2}""")]
    [InlineData("a = 1, b = 2,", """{"a":1,"b":2}""")]
    [InlineData("a = 1\r\nb = 2\r\n", """{"a":1,"b":2}""")]
    [InlineData("a { b = 1 }", """{"a":{"b":1}}""")]
    [InlineData("a{b=1}", """{"a":{"b":1}}""")]
    [InlineData("a =\n  1", """{"a":1}""")]
    [InlineData("a = { b = 1\n\n , c = 2 }", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a = [1\n2\n3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1, 2, 3,]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1, 2, 3\n]", """{"a":[1,2,3]}""")]
    [InlineData("a = [\n[1], [2 3]\n]", """{"a":[[1],["2 3"]]}""")]
    [InlineData("a = 1 # note\nb = 2 // note", """{"a":1,"b":2}""")]
    public void Resolve_Layout_FollowsTheSpecification(string text, string json) => Assert.Equal(json, Hoc.Json(text));

    [Theory]
    [InlineData("a = foo bar", "foo bar")]
    [InlineData("a =   foo   bar   ", "foo   bar")]
    [InlineData("a = foo \"  bar \" 7", "foo   bar  7")]
    [InlineData("a = 10 beats 1.0", "10 beats 1.0")]
    [InlineData("a = true story", "true story")]
    [InlineData("a = /usr/bin/env", "/usr/bin/env")]
    [InlineData("a = 1e+5x", "1e+5x")]
    [InlineData("a = 5m", "5m")]
    [InlineData("a = BTC-USDT", "BTC-USDT")]
    [InlineData("a = \"q\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\"", "q\"\\/\b\f\n\r\tä")]
    [InlineData("a = \"\"\"raw \\n \"quoted\"\nline\"\"\"", "raw \\n \"quoted\"\nline")]
    [InlineData("a = \"\"\"five\"\"\"\"\"", "five\"\"")]
    [InlineData("a = \"\"\"\"\"\"", "")]
    [InlineData("a = \"\"", "")]
    [InlineData("a = \"#no // comment\"", "#no // comment")]
    public void Resolve_Text_KeepsExactlyWhatIsMeant(string text, string expected)
    {
        var value = Assert.IsType<ActorTrading.Node.Configuration.Hocon.HoconScalar>(Hoc.Parse(text).Fields["a"]);

        Assert.Equal(expected, value.Text);
    }

    [Theory]
    [InlineData("a.b.c = 1", """{"a":{"b":{"c":1}}}""")]
    [InlineData("\"a.b\".c = 1", """{"a.b":{"c":1}}""")]
    [InlineData("a.\"b.c\" = 1", """{"a":{"b.c":1}}""")]
    [InlineData("a.\"\".c = 1", """{"a":{"":{"c":1}}}""")]
    [InlineData("a b c = 1", """{"a b c":1}""")]
    [InlineData("3.14 = 1", """{"3":{"14":1}}""")]
    [InlineData("true = 1", """{"true":1}""")]
    [InlineData("a.b = 1\na.c = 2\na { d = 3 }", """{"a":{"b":1,"c":2,"d":3}}""")]
    [InlineData("10.0foo = 1", """{"10":{"0foo":1}}""")]
    [InlineData("foo\"bar\" = 1", """{"foobar":1}""")]
    public void Resolve_Keys_ArePaths(string text, string json) => Assert.Equal(json, Hoc.Json(text));

    [Theory]
    [InlineData("a = 1\na = 2", """{"a":2}""")]
    [InlineData("a = {x = 1}\na = {y = 2}", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a = {x = 1}\na = null\na = {y = 2}", """{"a":{"y":2}}""")]
    [InlineData("a = {x = 1}\na = 5\na = {y = 2}", """{"a":{"y":2}}""")]
    [InlineData("a = {x = {p = 1}}\na.x.q = 2", """{"a":{"x":{"p":1,"q":2}}}""")]
    [InlineData("a = [1]\na = [2]", """{"a":[2]}""")]
    [InlineData("a = {x = 1}{y = 2}", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a = {x = 1} {x = 2}", """{"a":{"x":2}}""")]
    [InlineData("a = [1] [2, 3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1]\na += 2\na += [3]", """{"a":[1,2,[3]]}""")]
    [InlineData("a += 1", """{"a":[1]}""")]
    [InlineData("x { a = [1] }\nx.a += 2", """{"x":{"a":[1,2]}}""")]
    public void Resolve_Repetition_MergesOrReplaces(string text, string json) => Assert.Equal(json, Hoc.Json(text));
}
