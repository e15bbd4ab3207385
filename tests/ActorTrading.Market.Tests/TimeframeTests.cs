
namespace ActorTrading.Market.Tests;

public sealed class TimeframeTests
{
    [Theory]
    [InlineData("1h", 3_600_000_000, 3_600_000_000)]
    [InlineData("1h", 3_599_999_999, 0)]
    [InlineData("5m", -1, -300_000_000)]
    [InlineData("1d", -86_400_000_000, -86_400_000_000)]
    public void OpenOf_AnyTime_IsTheGridPointAtOrBeforeIt(string name, long time, long open)
    {
        Assert.Equal(open, Timeframe.Parse(name).OpenOf(time));
    }

    [Fact]
    public void Parse_UnknownName_ListsTheKnownOnes()
    {
        var error = Assert.Throws<FormatException>(() => Timeframe.Parse("2h"));

        Assert.Contains("1m 5m 15m 1h 4h 1d", error.Message, StringComparison.Ordinal);
    }
}
