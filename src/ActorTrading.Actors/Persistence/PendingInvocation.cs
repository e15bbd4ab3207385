namespace ActorTrading.Actors.Persistence;

/// <summary>A handler that waits for its event to be stored, or (deferred) for those before it.</summary>
internal abstract class PendingInvocation
{
    public required IActorRef? Sender { get; set; }

    public required object Payload { get; set; }

    /// <summary>0 when nothing is to be stored.</summary>
    public required long SequenceNr { get; set; }

    /// <summary>Commands wait until it has run.</summary>
    public required bool IsStashing { get; set; }

    /// <summary>Last of the events that are stored all or none.</summary>
    public required bool EndsGroup { get; set; }

    /// <summary>The journal refused the event: the handler does not run.</summary>
    public virtual bool IsRejected => false;

    /// <summary>The actor is suspended until <see cref="RunAsync"/> is done; otherwise <see cref="Run"/> is called.</summary>
    public virtual bool IsAsync => false;

    public abstract void Run();

    public virtual Task RunAsync()
    {
        Run();
        return Task.CompletedTask;
    }

    /// <summary>Lets go of what it holds once it has run.</summary>
    /// <returns>True when it can be used again.</returns>
    public virtual bool TryClear() => false;
}
