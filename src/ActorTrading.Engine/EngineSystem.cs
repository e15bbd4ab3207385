using ActorTrading.Actors;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Engine;

/// <summary>Makes an actor system over a journal and a snapshot store.</summary>
public static class EngineSystem
{
    /// <param name="log">Gets the actors' log on the thread that logs; must not block. Null for none.</param>
    /// <param name="fencing">Under which epoch events are written; null for no fence.</param>
    public static ActorSystem Create(string name, IJournal journal, ISnapshotStore snapshots, TimeProvider clock, Action<LogEvent>? log = null, IWriterEpochs? fencing = null) => ActorSystem.Create(name, new ActorSystemOptions
    {
        TimeProvider = clock,
        LogSink = log,
        Persistence = new PersistenceOptions
        {
            Journal = journal,
            SnapshotStore = snapshots,
            Fencing = fencing,

            // One lost connection fails the writes of many symbols at once; each comes back after a back-off of its own.
            JournalCircuitBreaker = new CircuitBreakerOptions { ResetTimeout = TimeSpan.FromSeconds(2) },
        },
    });
}
