namespace ActorTrading.Engine.Schedules;

/// <summary>How one node takes part in running the jobs.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Who this is; unlike any other scheduler's, also of an earlier start of the same node.</summary>
    public required string Holder { get; init; }

    /// <summary>A run whose holder has not been heard of for this long may be taken over. Default 60 s; from 1 s to 1 h.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often to look for what is due, at least. Default 15 s; from 100 ms to 1 h.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(Lease, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Lease, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(LookEvery, TimeSpan.FromMilliseconds(100));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LookEvery, TimeSpan.FromHours(1));
    }
}
