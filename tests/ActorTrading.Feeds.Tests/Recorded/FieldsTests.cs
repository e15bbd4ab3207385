using System.Globalization;
using System.Text;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Recorded;

public sealed class FieldsTests
{
    [Fact]
    public void ReadFixed_AnyDecimal_IsWhatTheFrameworkSays() =>
        Prop.ForAll<int, byte, byte>((seed, scale, length) =>
        {
            // Generated integers are small; multiplied out they fill all digits.
            var most = (long)Math.Pow(10, 1 + (length % 18));
            var mantissa = (long)((ulong)seed * 0x9E3779B97F4A7C15 >> 1) % most;
            var value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, seed < 0, (byte)(scale % 17));
            var text = value.ToString(CultureInfo.InvariantCulture);
            if (text.Count(char.IsAsciiDigit) > 18 || Math.Abs(value) > 92_233_720_368m)
            {
                return;
            }

            Assert.Null(Fields.ReadFixed(Encoding.ASCII.GetBytes(text), out var scaled));
            Assert.Equal(Fixed.FromDecimal(value), scaled);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0.000000005", 0)]
    [InlineData("0.000000015", 2)]
    [InlineData("0.0000000150000001", 2)]
    [InlineData("0.0000000149999999", 1)]
    [InlineData("0.999999995", 100_000_000)]
    [InlineData("-0.000000025", -2)]
    [InlineData("92233720368", 9_223_372_036_800_000_000)]
    [InlineData("007", 700_000_000)]
    public void ReadFixed_MoreThanEightDecimals_RoundsHalfToEven(string text, long scaled)
    {
        Assert.Null(Fields.ReadFixed(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(scaled, value);
    }

    [Theory]
    [InlineData("12.5", 1_250_000_000)]
    [InlineData("92233720368.54775808", long.MaxValue)]
    [InlineData("12345678901234", long.MaxValue)]
    [InlineData("12345678901234567890.12345678", long.MaxValue)]
    public void ReadVolume_BeyondTheRange_IsTheEndOfTheRange(string text, long expected)
    {
        Assert.Null(Fields.ReadVolume(Encoding.ASCII.GetBytes(text), out var value));

        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1e20")]
    [InlineData("-12345678901234")]
    [InlineData("999999999999999999999999999999999999")]
    [InlineData("")]
    public void ReadVolume_NoPlainNumber_IsRefused(string text) => Assert.NotNull(Fields.ReadVolume(Encoding.ASCII.GetBytes(text), out _));
}
