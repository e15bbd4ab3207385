using System.Globalization;
using ActorTrading.Engine.Schedules;

namespace ActorTrading.Node.Schedules;

/// <summary>When a schedule of the machine's time zone comes next.</summary>
internal static class NextRuns
{
    private const int Shown = 3;

    public static IReadOnlyList<DateTimeOffset> Of(CronSchedule schedule, TimeProvider time)
    {
        var zone = time.LocalTimeZone;
        var runs = new List<DateTimeOffset>();
        var at = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime;
        while (runs.Count < Shown)
        {
            at = schedule.Next(at);

            // An hour that the clocks leave out is the next one.
            var local = zone.IsInvalidTime(at) ? at.AddHours(1) : at;
            runs.Add(new DateTimeOffset(local, zone.GetUtcOffset(local)));
        }

        return runs;
    }

    public static string Text(CronSchedule schedule, TimeProvider time) =>
        $"  next runs ({time.LocalTimeZone.Id}): {string.Join(", ", Of(schedule, time).Select(t => t.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)))}";
}
