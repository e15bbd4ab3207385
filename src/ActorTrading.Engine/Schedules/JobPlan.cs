using System.Globalization;

namespace ActorTrading.Engine.Schedules;

/// <summary>A job and when it runs.</summary>
public sealed class JobPlan
{
    private readonly Func<long, long> _next;

    private JobPlan(IJob job, string schedule, Func<long, long> next) => (Job, Schedule, _next) = (job, schedule, next);

    public IJob Job { get; }

    /// <summary>For people and to notice a change: a cron expression (UTC), or <c>every 60s</c>.</summary>
    public string Schedule { get; }

    /// <summary>By a cron expression in UTC.</summary>
    public static JobPlan By(CronSchedule schedule, IJob job) => new(job, schedule.Text, schedule.Next);

    /// <summary>Once per interval, counted from the Unix epoch, so that all nodes agree on when.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than a second.</exception>
    public static JobPlan Every(TimeSpan interval, IJob job)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        var length = interval.Ticks / TimeSpan.TicksPerMicrosecond;
        return new JobPlan(job, string.Create(CultureInfo.InvariantCulture, $"every {interval.TotalSeconds:0.###}s"), after => ((after / length) + 1) * length);
    }

    /// <summary>The first time after the one given; both µs, UTC.</summary>
    public long Next(long after) => _next(after);
}
