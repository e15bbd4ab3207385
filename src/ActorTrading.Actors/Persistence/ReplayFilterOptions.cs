namespace ActorTrading.Actors.Persistence;

/// <summary>How stale writers are told apart on replay, by <see cref="PersistentRepr.WriterGuid"/>.</summary>
public sealed record ReplayFilterOptions
{
    /// <summary>Default: leave the old writer's events out.</summary>
    public ReplayFilterMode Mode { get; init; } = ReplayFilterMode.RepairByDiscardOld;

    /// <summary>How many events back a new writer's first event is compared with those of the old one. Default 100; above 0.</summary>
    public int WindowSize { get; init; } = 100;

    /// <summary>Writers that are remembered as replaced. Default 10; above 0.</summary>
    public int MaxOldWriters { get; init; } = 10;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WindowSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxOldWriters);
        if (!Enum.IsDefined(Mode))
        {
            throw new ArgumentOutOfRangeException(nameof(Mode), Mode, "The replay filter has no such mode.");
        }
    }
}
