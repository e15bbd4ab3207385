using NCrontab;

namespace ActorTrading.Engine.Schedules;

/// <summary>
/// When something runs, as a cron expression of five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday). Knows no time
/// zone: what goes in and what comes out are in the same one.
/// </summary>
public sealed class CronSchedule
{
    /// <summary>Leap years are at most eight years apart.</summary>
    private const int YearsAhead = 9;

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private readonly CrontabSchedule _schedule;

    private CronSchedule(string text, CronField[] fields)
    {
        Text = text;
        (Minutes, Hours, Days, Months, Weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        _schedule = CrontabSchedule.Parse(string.Join(' ', fields.AsEnumerable()));
    }

    /// <summary>As it was written, with single blanks.</summary>
    public string Text { get; }

    public CronField Minutes { get; }

    public CronField Hours { get; }

    public CronField Days { get; }

    public CronField Months { get; }

    /// <summary>0 is Sunday.</summary>
    public CronField Weekdays { get; }

    /// <exception cref="FormatException">It is no cron expression, or one that programs understand differently; the message says what would be right.</exception>
    public static CronSchedule Parse(string text)
    {
        var words = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var expression = words is [var only] && ShortNames.TryGetValue(only, out var known) ? known.Split(' ') : words;
        if (expression.Length != 5)
        {
            throw new FormatException($"it has {expression.Length} fields; right are five, such as '0 10 * * *', or one of {string.Join(' ', ShortNames.Keys)}");
        }

        var weekdays = CronField.Parse(expression[4], "day of week", 0, 7, "sun", "mon", "tue", "wed", "thu", "fri", "sat");
        CronField[] fields =
        [
            CronField.Parse(expression[0], "minute", 0, 59),
            CronField.Parse(expression[1], "hour", 0, 23),
            CronField.Parse(expression[2], "day of month", 1, 31),
            CronField.Parse(expression[3], "month", 1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
            weekdays with { Values = [.. weekdays.Values.Select(day => day % 7).Distinct().Order()] },
        ];
        if (!fields[2].IsAny && !fields[4].IsAny)
        {
            throw new FormatException("it names days of the month and days of the week, which cron joins by 'or' and systemd by 'and': leave one of the two *");
        }

        var schedule = new CronSchedule(string.Join(' ', words), fields);
        return schedule.TryNext(new DateTime(2000, 1, 1), out _) ? schedule : throw new FormatException("there is no such day in any year");
    }

    /// <summary>The first time after the one given.</summary>
    public DateTime Next(DateTime after) => TryNext(after, out var next) ? next : throw new InvalidOperationException($"'{Text}' has no time after {after:O}.");

    /// <summary>The first time after the one given, in UTC and µs.</summary>
    public long Next(long after)
    {
        var next = Next(DateTime.UnixEpoch.AddTicks(after * TimeSpan.TicksPerMicrosecond));
        return (next - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }

    public override string ToString() => Text;

    private bool TryNext(DateTime after, out DateTime next)
    {
        var end = after.AddYears(YearsAhead);
        next = _schedule.GetNextOccurrence(after, end);
        return next < end;
    }
}
