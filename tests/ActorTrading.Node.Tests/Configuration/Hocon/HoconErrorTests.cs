using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Tests.Configuration.Hocon;

public sealed class HoconErrorTests
{
    [Theory]
    [InlineData("a = ", "text:1:5: expected a value, found the end of the text.")]
    [InlineData("a = }", "text:1:5: expected a value, found '}'.")]
    [InlineData("a", "text:1:2: expected '=', ':', '+=' or '{' after the key a, found the end of the text.")]
    [InlineData("a {\n  b = 1\n", "text:3:1: expected '}' for the '{' of line 1, found the end of the text.")]
    [InlineData("a = [1, 2", "text:1:10: expected ']' for the '[' of line 1, found the end of the text.")]
    [InlineData("{ a = 1 } b", "text:1:11: expected the end of the text after the closing '}', found 'b'.")]
    [InlineData("a = 1 }", "text:1:7: expected ',' or a new line after the value, found '}'.")]
    [InlineData("a = [1,,2]", "text:1:8: expected a value, found ','.")]
    [InlineData("a = [,1]", "text:1:6: expected a value, found ','.")]
    [InlineData("a = 1,,b = 2", "text:1:7: expected a key, found ','.")]
    [InlineData(",a = 1", "text:1:1: expected a key, found ','.")]
    [InlineData("= 1", "text:1:1: expected a key, found '='.")]
    [InlineData("a = b = c", "text:1:7: expected the end of the value")]
    [InlineData("a = 12:30", "text:1:7: expected the end of the value, found ':'")]
    [InlineData("a = x@y", "text:1:6: '@' is not allowed in text without quotes")]
    [InlineData("a = \"open\nb = 1", "text:1:5: the quoted text that starts here has no closing")]
    [InlineData("a = \"\"\"open", "text:1:5: the text that starts here has no closing")]
    [InlineData("a = \"\\q\"", "text:1:6: this is not an escape")]
    [InlineData("a = \"\\u12\"", "text:1:6: this is not an escape")]
    [InlineData("a = \"x\u0001\"", "text:1:7: a control character (U+0001)")]
    [InlineData("a..b = 1", "text:1:1: the path 'a..b' has an empty name")]
    [InlineData(".a = 1", "text:1:1: the path '.a' has an empty name")]
    [InlineData("a. = 1", "text:1:1: a path must not end with '.'")]
    [InlineData("a = ${b", "text:1:8: expected '}' after the path b")]
    [InlineData("a = ${}", "text:1:7: expected a path inside ${ }, found '}'.")]
    [InlineData("a = ${b.}", "text:1:7: a path must not end with '.'")]
    [InlineData("[1, 2]", "text:1:1: expected fields or '{', found '['")]
    [InlineData("include = 1", "text:1:9: expected \"FILE\"")]
    [InlineData("include url(\"http://x\")", "only files can be included")]
    [InlineData("include \"x\"", "text:1:1: an include is not possible here.")]
    public void Parse_Malformed_NamesPositionAndExpectation(string text, string message)
    {
        var e = Assert.Throws<HoconException>(() => HoconDocument.Parse(text));

        Assert.StartsWith(message.StartsWith("text", StringComparison.Ordinal) ? message : "text:", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a=")]
    [InlineData("a{")]
    [InlineData("a.")]
    public void Parse_DeepNesting_IsRefusedNotOverflown(string opening)
    {
        var text = (opening.StartsWith('[') ? "a = " : "") + string.Concat(Enumerable.Repeat(opening, 100_000)) + "a = 1";

        var e = Assert.Throws<HoconException>(() => HoconDocument.Parse(text));

        Assert.Contains("deeper than 100", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooLong_IsRefused()
    {
        var e = Assert.Throws<HoconException>(() => HoconDocument.Parse(new HoconText("big.conf", new string(' ', 101)), limits: new HoconLimits { MaxLength = 100 }));

        Assert.Equal("big.conf: the text has 101 characters; at most 100 are accepted.", e.Message);
    }

    [Fact]
    public void Parse_ManyKeysOfOneObject_TakesLinearTime()
    {
        var text = string.Join('\n', Enumerable.Range(0, 50_000).Select(i => $"a.b{i}=1"));

        Assert.Equal(50_000, ((HoconObject)Hoc.Parse(text).Fields["a"]).Fields.Count);
    }
}
