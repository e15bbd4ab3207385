using System.Collections.Immutable;

namespace ActorTrading.Actors.Persistence;

/// <summary>Where persistent actors keep their events, and the limits of doing so.</summary>
public sealed record PersistenceOptions
{
    /// <summary>Null: a journal in memory, one per system.</summary>
    public IJournal? Journal { get; init; }

    /// <summary>Null: a store in memory, one per system.</summary>
    public ISnapshotStore? SnapshotStore { get; init; }

    /// <summary>Further journals, by the id under which actors ask for them (<see cref="IPersistentIdentity.JournalPluginId"/>).</summary>
    public IReadOnlyDictionary<string, IJournal> Journals { get; init; } = ImmutableDictionary<string, IJournal>.Empty;

    /// <summary>Further snapshot stores, by the id under which actors ask for them (<see cref="IPersistentIdentity.SnapshotPluginId"/>).</summary>
    public IReadOnlyDictionary<string, ISnapshotStore> SnapshotStores { get; init; } = ImmutableDictionary<string, ISnapshotStore>.Empty;

    /// <summary>For each journal. Default 10 failures, 10 s a call, 30 s until a trial.</summary>
    public CircuitBreakerOptions JournalCircuitBreaker { get; init; } = new();

    /// <summary>For each snapshot store. Default 5 failures, 20 s a call, 60 s until a trial.</summary>
    public CircuitBreakerOptions SnapshotStoreCircuitBreaker { get; init; } = new()
    {
        MaxFailures = 5,
        CallTimeout = TimeSpan.FromSeconds(20),
        ResetTimeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>What becomes of a command that a recovering or storing actor has no room for. Default: the actor fails.</summary>
    public IStashOverflowStrategy InternalStashOverflowStrategy { get; init; } = ThrowOverflowExceptionStrategy.Instance;

    /// <summary>Actors that recover at the same time; others wait. Default 50; above 0.</summary>
    public int MaxConcurrentRecoveries { get; init; } = 50;

    /// <summary>Silence of the journal after which a recovery fails. Default 30 s; above 0.</summary>
    public TimeSpan RecoveryEventTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Events of one actor that go out in one write. Default 200; above 0. A PersistAll is never split.</summary>
    public int MaxMessageBatchSize { get; init; } = 200;

    /// <summary>Translates events on their way to the journals and back, by their type. Default: as they are.</summary>
    public EventAdapters EventAdapters { get; init; } = EventAdapters.None;

    /// <summary>Finds events of stale writers on replay. Default: leaves them out, with a warning.</summary>
    public ReplayFilterOptions ReplayFilter { get; init; } = new();

    /// <summary>Translates events to which no <see cref="EventAdapters"/> are bound on their way to the journal, for example to tag them. Null: as they are.</summary>
    public IWriteEventAdapter? WriteEventAdapter { get; init; }

    /// <summary>Under which epoch each persistence id is written. Null: no fences. Its journal must be an <see cref="IFencedJournal"/>.</summary>
    public IWriterEpochs? Fencing { get; init; }

    /// <exception cref="ArgumentException">Fencing with a journal that has no fences.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrentRecoveries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBatchSize);
        JournalCircuitBreaker.Validate();
        ReplayFilter.Validate();
        SnapshotStoreCircuitBreaker.Validate();
        if (RecoveryEventTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(RecoveryEventTimeout), RecoveryEventTimeout, "The recovery event timeout must be above zero.");
        }

        if (Fencing is not null && Journal is not (null or IFencedJournal))
        {
            throw new ArgumentException($"Fencing needs a journal that is an {nameof(IFencedJournal)}; {Journal.GetType().Name} is none.", nameof(Fencing));
        }
    }
}
