using ActorTrading.Engine.Schedules;

namespace ActorTrading.Node.Configuration;

/// <summary>What the node does regularly by itself; times are UTC.</summary>
public sealed record ScheduleOptions
{
    /// <summary>On or off; auto is decided by the feed.</summary>
    public required JobUse Jobs { get; init; }

    /// <summary>A run whose node has not been heard of for this long is taken over.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>When stored candles are checked and repaired; null for never.</summary>
    public required CronSchedule? Maintain { get; init; }

    /// <summary>Whether what is missing is fetched once per sync interval.</summary>
    public required bool Sync { get; init; }
}
