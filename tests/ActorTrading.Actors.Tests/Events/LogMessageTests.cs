using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Events;

public sealed class LogMessageTests
{
    [Theory]
    [InlineData("{0} of {1}", "3 of x")]
    [InlineData("{count} of {name}", "3 of x")]
    [InlineData("{0:0.00}|{1}", "3.00|x")]
    [InlineData("{0,4}|{1,-3}|", "   3|x  |")]
    [InlineData("{count,4:0.0}|", " 3.0|")]
    [InlineData("{{0}} {0}", "{0} 3")]
    [InlineData("{0} {1} {2}", "3 x {2}")]
    [InlineData("{0", "{0")]
    public void ToString_FillsTheHoles_AsStringFormatDoes(string template, string text) =>
        Assert.Equal(text, new LogMessage(template, [3, "x"]).ToString());

    [Fact]
    public void ToString_AbsurdWidth_IsBounded() => Assert.Equal(200, new LogMessage("{0,2000000000}", [1]).ToString().Length);
}
