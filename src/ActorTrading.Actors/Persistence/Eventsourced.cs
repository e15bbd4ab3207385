using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>An actor whose state is the sum of its stored events. Recovers before its first command.</summary>
public abstract partial class Eventsourced : ActorBase, IWithUnboundedStash
{
    private readonly ActorStash _internalStash;
    private readonly EventWriter _writer;
    private readonly Persistence _persistence;
    private RecoveryRun? _recovery;
    private long _sequenceNr;
    private bool _progress;
    private bool _asyncStarted;
    private bool _stopping;

    /// <summary>A held back command is on its way: first in the mailbox, not yet handled.</summary>
    private bool _released;
    private ILoggingAdapter? _log;

    protected Eventsourced()
    {
        _persistence = Persistence.For(Cell.System);
        _internalStash = new ActorStash(Cell, capacity: -1);
        _writer = new EventWriter(this, Cell, _persistence);
        // Unstashed commands go ahead of those that were held back while events were being stored.
        Stash = new ActorStash(Cell, Cell.Props.StashCapacityOrUnlimited)
        {
            Target = _internalStash.Prepend,
        };
    }

    /// <summary>Constant and unique: the name of the event log.</summary>
    public abstract string PersistenceId { get; }

    /// <summary>Asked once per incarnation.</summary>
    public virtual Recovery Recovery => new();

    public IStash Stash { get; set; }

    /// <summary>The event handled last: replayed or stored.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>The number under which a snapshot is stored now.</summary>
    public virtual long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>True until just before <see cref="RecoveryCompleted"/> is handled.</summary>
    public bool IsRecovering { get; private set; } = true;

    public bool IsRecoveryFinished => !IsRecovering;

    protected ILoggingAdapter Log => _log ??= Context.GetLogger();

    private bool IsBusy => IsRecovering || _writer.PendingStashing > 0;

    /// <summary>Events and snapshots of the past, then <see cref="RecoveryCompleted"/>.</summary>
    protected abstract bool ReceiveRecover(object message);

    protected abstract bool ReceiveCommand(object message);

    protected sealed override bool Receive(object message) => ReceiveCommand(message);

    /// <summary>Recovery failed; the actor is stopped afterwards. By default logs.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null) => Log.Error(
        reason,
        message is null
            ? "Exception in ReceiveRecover when replaying persistence id [{0}], last known sequence number [{1}]"
            : "Exception in ReceiveRecover when replaying persistence id [{0}], last known sequence number [{1}], event type [{2}]",
        PersistenceId,
        LastSequenceNr,
        message?.GetType().Name);

    /// <summary>The last event was replayed; runs before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>The journal failed; it is unknown whether the event is stored, so the actor is stopped afterwards. By default logs.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}]", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>The journal refused the event, which is not stored; the actor goes on. By default logs.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Warning(
        cause, "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}]", @event.GetType(), sequenceNr, PersistenceId);

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                break;
            case SaveSnapshotFailure m:
                Log.Warning(m.Cause, "Failed to SaveSnapshot given metadata [{0}]", m.Metadata);
                break;
            case DeleteMessagesFailure m:
                Log.Warning(m.Cause, "Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}]", m.ToSequenceNr, PersistenceId);
                break;
            case DeleteSnapshotFailure m:
                Log.Warning(m.Cause, "Failed to DeleteSnapshot given metadata [{0}]", m.Metadata);
                break;
            case DeleteSnapshotsFailure m:
                Log.Warning(m.Cause, "Failed to DeleteSnapshots given criteria [{0}]", m.Criteria);
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    protected void RunTask(Func<Task> action)
    {
        _asyncStarted = true;
        Cell.RunAsync(async () =>
        {
            try
            {
                await action();
            }
            catch (Exception)
            {
                _writer.SendOnFailure();
                throw;
            }

            AfterCommand();
        });
    }

    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (message)
        {
            case WriteOutcome outcome:
                if (outcome.Writer == _writer)
                {
                    _writer.Handle(outcome);
                    ReleaseNextCommand();
                }

                return true;
            case RecoveryEvent recovery:
                if (recovery.Run == _recovery)
                {
                    HandleRecovery(recovery);
                }

                return true;
        }

        _released = false;
        if (_stopping || IsBusy)
        {
            _internalStash.Stash();
            return true;
        }

        _asyncStarted = false;
        bool handled;
        try
        {
            handled = base.AroundReceive(receive, message);
        }
        catch (Exception)
        {
            _writer.SendOnFailure();
            throw;
        }

        if (!_asyncStarted)
        {
            AfterCommand();
        }

        return handled;
    }

    public override void AroundPreStart()
    {
        StartRecovery();
        base.AroundPreStart();
    }

    public override void AroundPostRestart(Exception cause, object message)
    {
        StartRecovery();
        base.AroundPostRestart(cause, message);
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        _recovery?.End();
        base.AroundPreRestart(cause, message);
    }

    public override void AroundPostStop()
    {
        _recovery?.End();
        base.AroundPostStop();
    }

    internal override void ReleaseInternalStash()
    {
        Stash.UnstashAll();
        Cell.PrependToMailbox([.. _internalStash.ClearStash()], behind: _released ? 1 : 0);
    }

    internal void SetLastSequenceNr(long sequenceNr) => LastSequenceNr = Math.Max(LastSequenceNr, sequenceNr);

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

    private void AfterCommand()
    {
        _writer.Flush();
        ReleaseNextCommand();
    }

    /// <summary>Held back commands come one at a time, so that each may hold the next ones back again.</summary>
    private void ReleaseNextCommand()
    {
        if (!IsBusy && !_stopping && _internalStash.NonEmpty && !(_released && Cell.HasPrepended))
        {
            _released = true;
            _internalStash.Unstash();
        }
    }
}
