using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// An actor whose state is the sum of its stored events. Every incarnation recovers first: snapshot, events after it in
/// order, <see cref="RecoveryCompleted"/>; commands that arrive meanwhile wait, in order.
/// </summary>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceStash, IPersistenceRecovery
{
    private readonly ActorStash _internalStash;
    private readonly EventWriter _writer;
    private readonly Persistence _persistence;
    private JournalPlugin? _journal;
    private SnapshotPlugin? _snapshots;
    private RecoveryRun? _recovery;
    private long _sequenceNr;
    private long _lastStored;
    private bool _progress;
    private bool _taskRunning;
    private bool _taskStarted;
    private bool _stopping;

    /// <summary>A held back command is on its way: first in the mailbox, not yet handled.</summary>
    private bool _released;
    private ILoggingAdapter? _log;

    /// <summary>Reads nothing yet: recovery begins when the actor starts. An empty <see cref="PersistenceId"/> fails the start then.</summary>
    protected Eventsourced()
    {
        _persistence = Persistence.For(Cell.System);
        _internalStash = new ActorStash(Cell, Cell.Props.StashCapacityOrUnlimited);
        _writer = new EventWriter(this, Cell, _persistence);
        // Unstashed commands go ahead of those that were held back while events were being stored.
        Stash = new ActorStash(Cell, Cell.Props.StashCapacityOrUnlimited)
        {
            Target = _internalStash.Prepend,
        };
    }

    /// <summary>Constant and unique: the name of the event log.</summary>
    public abstract string PersistenceId { get; }

    /// <inheritdoc/>
    /// <remarks>Set in the constructor; read once, when the actor starts.</remarks>
    public string? JournalPluginId { get; protected set; }

    /// <inheritdoc/>
    /// <remarks>Set in the constructor; read once, when the actor starts.</remarks>
    public string? SnapshotPluginId { get; protected set; }

    /// <inheritdoc/>
    public virtual Recovery Recovery => Recovery.Default;

    /// <inheritdoc/>
    public virtual IStashOverflowStrategy InternalStashOverflowStrategy => _persistence.Options.InternalStashOverflowStrategy;

    /// <summary>The actor's own stash; what the kernel holds back while it stores or recovers is kept apart.</summary>
    public IStash Stash { get; set; }

    /// <summary>The event handled last: replayed, stored or refused; from <see cref="RecoveryCompleted"/> on at least the highest in the journal.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>The id under which snapshots are stored.</summary>
    public string SnapshotterId => PersistenceId;

    /// <summary>
    /// The number under which a snapshot is stored now: <see cref="LastSequenceNr"/>, refused events left out. The journal
    /// knows nothing of those, so a later incarnation may use their numbers; a snapshot must not seem to cover them.
    /// </summary>
    public virtual long SnapshotSequenceNr => _lastStored;

    /// <summary>True until just before <see cref="RecoveryCompleted"/> is handled.</summary>
    public bool IsRecovering { get; private set; } = true;

    /// <summary>From <see cref="RecoveryCompleted"/> on.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    internal JournalPlugin Journal => _journal ??= _persistence.JournalOf(JournalPluginId);

    /// <summary>Gets what goes wrong with storing and recovering.</summary>
    protected virtual ILoggingAdapter Log => _log ??= Context.GetLogger();

    private SnapshotPlugin Snapshots => _snapshots ??= _persistence.SnapshotsOf(SnapshotPluginId);

    private bool IsBusy => IsRecovering || _writer.PendingStashing > 0;

    /// <summary>Events and snapshots of the past, then <see cref="RecoveryCompleted"/>. What it throws ends the recovery (<see cref="OnRecoveryFailure"/>).</summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Handles a command; false: unhandled.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) => ReceiveCommand(message);

    /// <summary>Recovery failed; the actor is stopped afterwards, whatever its supervisor would do. By default logs.</summary>
    /// <param name="reason">What the journal, the snapshot store or the recover handler threw, or <see cref="RecoveryTimedOutException"/>.</param>
    /// <param name="message">The event whose handler threw; null when it was not an event's handler.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
        {
            Log.Error(
                reason,
                "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]",
                PersistenceId,
                LastSequenceNr);
        }
        else
        {
            Log.Error(
                reason,
                "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
                message.GetType(),
                LastSequenceNr,
                PersistenceId);
        }
    }

    /// <summary>The last event was replayed; runs before <see cref="RecoveryCompleted"/>, while still recovering.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>
    /// The journal failed; it is unknown whether the event is stored, so the actor is stopped afterwards, whatever its
    /// supervisor would do. Called once for a failed write, with its first event and the sender of its command. By default logs.
    /// </summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>
    /// The journal refused the event, which is not stored; its handler does not run, its number is not used again, the actor
    /// goes on. Called for each event of a refused group, with the sender of its command. By default logs.
    /// </summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
        @event.GetType(),
        sequenceNr,
        PersistenceId,
        cause.Message);

    /// <inheritdoc/>
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case SaveSnapshotFailure m:
                Log.Warning("Failed to SaveSnapshot given metadata [{0}] due to: [{1}: {2}]", m.Metadata, m.Cause, m.Cause.Message);
                break;
            case DeleteSnapshotFailure m:
                Log.Warning("Failed to DeleteSnapshot given metadata [{0}] due to: [{1}: {2}]", m.Metadata, m.Cause, m.Cause.Message);
                break;
            case DeleteSnapshotsFailure m:
                Log.Warning("Failed to DeleteSnapshots given criteria [{0}] due to: [{1}: {2}]", m.Criteria, m.Cause, m.Cause.Message);
                break;
            case DeleteMessagesFailure m:
                Log.Warning(
                    "Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: [{2}: {3}]",
                    m.ToSequenceNr,
                    PersistenceId,
                    m.Cause,
                    m.Cause.Message);
                break;
        }

        base.Unhandled(message);
    }

    /// <summary>The event of that number is stored, or refused for good.</summary>
    internal void Reach(long sequenceNr, bool isStored)
    {
        LastSequenceNr = Math.Max(LastSequenceNr, sequenceNr);
        if (isStored)
        {
            _lastStored = LastSequenceNr;
        }
    }

    internal void RejectPersist(Exception cause, object evt, long sequenceNr) => OnPersistRejected(cause, evt, sequenceNr);

    internal void FailPersist(Exception cause, object evt, long sequenceNr)
    {
        _stopping = true;
        try
        {
            OnPersistFailure(cause, evt, sequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }
}
