using ActorTrading.Engine.Schedules;

namespace ActorTrading.Engine.Tests.Schedules;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 10 * * *", "2026-03-01T10:00", "2026-03-02T10:00")]
    [InlineData("0 10 * * *", "2026-03-01T09:59", "2026-03-01T10:00")]
    [InlineData("*/15 * * * *", "2026-03-01T09:59", "2026-03-01T10:00")]
    [InlineData("30 4 * * mon-fri", "2026-02-27T05:00", "2026-03-02T04:30")]
    [InlineData("0 0 * * 7", "2026-03-01T00:00", "2026-03-08T00:00")]
    [InlineData("0 0 * * sun", "2026-02-28T00:00", "2026-03-01T00:00")]
    [InlineData("0 0 29 feb *", "2026-03-01T00:00", "2028-02-29T00:00")]
    [InlineData("5,35 0-6/3 * * *", "2026-03-01T00:35", "2026-03-01T03:05")]
    [InlineData("@daily", "2026-12-31T23:59", "2027-01-01T00:00")]
    [InlineData("@weekly", "2026-03-01T00:00", "2026-03-08T00:00")]
    [InlineData("  0\t10  *  *  * ", "2026-03-01T00:00", "2026-03-01T10:00")]
    public void Next_IsTheFirstTimeAfter(string cron, string after, string next)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;

        Assert.Equal(DateTime.Parse(next, culture), CronSchedule.Parse(cron).Next(DateTime.Parse(after, culture)));
    }

    [Theory]
    [InlineData("", "it has 0 fields")]
    [InlineData("0 10 * *", "it has 4 fields")]
    [InlineData("0 0 10 * * *", "it has 6 fields")]
    [InlineData("@reboot", "it has 1 fields")]
    [InlineData("60 10 * * *", "the minute '60' is not made of values from 0 to 59")]
    [InlineData("0 24 * * *", "the hour '24'")]
    [InlineData("0 10 0 * *", "the day of month '0'")]
    [InlineData("0 10 * 13 *", "the month '13' is not made of values from 1 to 12 (jan to dec)")]
    [InlineData("0 10 * * 8", "the day of week '8'")]
    [InlineData("0 10 * * ,", "the day of week ','")]
    [InlineData("*/0 * * * *", "the minute '*/0'")]
    [InlineData("5/2 * * * *", "the minute '5/2'")]
    [InlineData("9-5 * * * *", "the minute '9-5'")]
    [InlineData("-1 * * * *", "the minute '-1'")]
    [InlineData("0 10 1 * mon", "leave one of the two *")]
    [InlineData("0 0 30 2 *", "there is no such day in any year")]
    public void Parse_OfWhatIsNone_SaysWhatWouldBeRight(string cron, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => CronSchedule.Parse(cron)).Message, StringComparison.Ordinal);

    [Fact]
    public void Next_InMicroseconds_IsUtc() => Assert.Equal(36_000_000_000, CronSchedule.Parse("0 10 * * *").Next(0));

    [Fact]
    public void Parse_HugeText_IsRefusedQuickly() =>
        Assert.Throws<FormatException>(() => CronSchedule.Parse($"{string.Join(',', Enumerable.Repeat("1", 100_000))} * * * *"));
}
