using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Tests.Configuration.Hocon;

public sealed class HoconUnitsTests
{
    [Theory]
    [InlineData("10", 100_000)]
    [InlineData("250ms", 2_500_000)]
    [InlineData("250 millis", 2_500_000)]
    [InlineData("1500us", 15_000)]
    [InlineData("2 microseconds", 20)]
    [InlineData("100ns", 1)]
    [InlineData("1000 nanos", 10)]
    [InlineData("1s", 10_000_000)]
    [InlineData("0.5 s", 5_000_000)]
    [InlineData("1 minute", 600_000_000)]
    [InlineData("2h", 72_000_000_000)]
    [InlineData("1 day", 864_000_000_000)]
    [InlineData("-1s", -10_000_000)]
    public void TryParseDuration_Valid_GivesTicksOf100Nanoseconds(string text, long ticks)
    {
        Assert.True(HoconUnits.TryParseDuration(text, out var duration));
        Assert.Equal(ticks, duration.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5 S")]
    [InlineData("5 weeks")]
    [InlineData("1h30m")]
    [InlineData("1e3s")]
    [InlineData("99999999999d")]
    [InlineData("99999999999999999999999999999999d")]
    public void TryParseDuration_Invalid_Refuses(string text) => Assert.False(HoconUnits.TryParseDuration(text, out _));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("1B", 1)]
    [InlineData("10 bytes", 10)]
    [InlineData("1kB", 1000)]
    [InlineData("2 MB", 2_000_000)]
    [InlineData("1 gigabyte", 1_000_000_000)]
    [InlineData("1K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("64 KiB", 65536)]
    [InlineData("1.5MiB", 1_572_864)]
    [InlineData("1G", 1_073_741_824)]
    [InlineData("7E", 8_070_450_532_247_928_832)]
    public void TryParseSize_Valid_GivesBytes(string text, long bytes)
    {
        Assert.True(HoconUnits.TryParseSize(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1 KB")]
    [InlineData("8E")]
    [InlineData("x")]
    public void TryParseSize_Invalid_Refuses(string text) => Assert.False(HoconUnits.TryParseSize(text, out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void TryParseBoolean_Words_AreKnown(string text, bool expected)
    {
        Assert.True(HoconUnits.TryParseBoolean(text, out var value));
        Assert.Equal(expected, value);
        Assert.False(HoconUnits.TryParseBoolean(text.ToUpperInvariant(), out _));
    }
}
