using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>A persistent actor whose doings are given by its test.</summary>
internal sealed class Acting : PersistentActor, IWithTimers
{
    private readonly string _id;

    public Acting(string id, string? journal = null, string? snapshots = null)
    {
        _id = id;
        JournalPluginId = journal;
        SnapshotPluginId = snapshots;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public List<string> State { get; } = [];

    public required Action<Acting, object> OnCommand { get; init; }

    /// <summary>Null: strings are the state, everything else is unknown.</summary>
    public Func<Acting, object, bool>? OnRecover { get; init; }

    public Recovery HowFar { get; init; } = Recovery.Default;

    public IStashOverflowStrategy? Overflow { get; init; }

    public Action<Acting, string, Exception, object?>? OnTrouble { get; init; }

    public Action<Acting>? OnStart { get; init; }

    public Action<Acting>? OnReplayed { get; init; }

    public Action<object>? OnRestart { get; init; }

    public override string PersistenceId => _id;

    public override Recovery Recovery => HowFar;

    public override IStashOverflowStrategy InternalStashOverflowStrategy => Overflow ?? base.InternalStashOverflowStrategy;

    public IActorRef From => Sender;

    public IActorRef Me => Self;

    public IActorContext Own => Context;

    public void RunIt(Func<Task> action) => RunTask(action);

    public void Keep(string evt) => State.Add(evt);

    public void Switch(Receive receive) => Become(receive);

    protected override bool ReceiveCommand(object message)
    {
        OnCommand(this, message);
        return true;
    }

    protected override bool ReceiveRecover(object message)
    {
        if (OnRecover is { } recover)
        {
            return recover(this, message);
        }

        if (message is string evt)
        {
            State.Add(evt);
            return true;
        }

        return false;
    }

    protected override void PreStart() => OnStart?.Invoke(this);

    protected override void PreRestart(Exception reason, object message)
    {
        OnRestart?.Invoke(message);
        base.PreRestart(reason, message);
    }

    protected override void OnReplaySuccess() => OnReplayed?.Invoke(this);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistFailure(cause, @event, sequenceNr);
        OnTrouble?.Invoke(this, "failure", cause, @event);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        OnTrouble?.Invoke(this, "rejected", cause, @event);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        OnTrouble?.Invoke(this, "recovery", reason, message);
    }
}
