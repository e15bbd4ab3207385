using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Base of all actors: one message at a time, lifecycle hooks, supervision of children.</summary>
public abstract class ActorBase
{
    private readonly ActorCell _cell;
    private SupervisorStrategy? _strategy;

    /// <exception cref="ActorInitializationException">Made with <c>new</c> outside of <see cref="Props"/>.</exception>
    protected ActorBase()
    {
        _cell = ActorCell.Current ?? throw new ActorInitializationException(
            $"You cannot create an instance of {GetType()} explicitly using the constructor (new). You have to use one of the factory methods to create a new actor: Props.Create.");
        if (this is IWithTimers timed)
        {
            timed.Timers = new TimerScheduler(_cell);
        }

        if (this is IActorStash stashing)
        {
            stashing.Stash = _cell.NewStash(isBounded: this is not IWithUnboundedStash);
        }
    }

    /// <exception cref="NotSupportedException">No actor's turn is under way on this thread.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>Valid in every callback and after every await of a handler.</summary>
    protected IActorRef Self => _cell.SelfRef;

    /// <summary>Of the message at hand; dead letters where it had none. Changes with the next message: take a copy for use in callbacks that run later.</summary>
    protected IActorRef Sender => _cell.Sender;

    internal ActorCell Cell => _cell;

    internal virtual Receive InitialBehavior => Receive;

    internal SupervisorStrategy? SupervisorStrategyOverride
    {
        set => _strategy = value;
    }

    internal SupervisorStrategy CurrentStrategy => _strategy ??= SupervisorStrategy();

    /// <summary>False when the message is not known; it then goes to <see cref="Unhandled"/>.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Wraps the handling of each message. False: nobody handled it, and <see cref="Unhandled"/> was called.</summary>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        if (receive(message))
        {
            return true;
        }

        Unhandled(message);
        return false;
    }

    /// <summary>Publishes <see cref="Event.UnhandledMessage"/>; throws <see cref="DeathPactException"/> for <see cref="Terminated"/>.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        _cell.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    /// <summary>How failures of children are answered; asked once per instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actors.SupervisorStrategy.DefaultStrategy;

    /// <summary>After the constructor of the first instance, before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>After the last message, when all children are gone.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>On the failed instance: by default stops every child and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in _cell.GetChildren())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>On the new instance: by default calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called by the kernel in place of <see cref="PreStart"/>, which it calls.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Called by the kernel in place of <see cref="PostStop"/>, which it calls when the timers are cancelled.</summary>
    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    /// <summary>Called by the kernel in place of <see cref="PreRestart"/>, which it calls when the timers are cancelled.</summary>
    /// <param name="message">The message that failed; null when this actor is restarted for another's failure.</param>
    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    /// <summary>Called by the kernel in place of <see cref="PostRestart"/>, which it calls.</summary>
    /// <param name="message">Always null: the message that failed is known to the instance that failed.</param>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    /// <summary>Replaces the behaviour on top of the stack, for the messages after this one.</summary>
    protected void Become(Receive receive) => _cell.Become(receive);

    /// <summary>Puts a behaviour on the stack; a restart empties it.</summary>
    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    /// <summary>Back to the behaviour before; no effect on the first one.</summary>
    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    /// <summary>A <see cref="ReceiveTimeout"/> comes after that time without a message, again and again, until it is set to null. Messages that are <see cref="INotInfluenceReceiveTimeout"/> do not count.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);

    internal void CancelTimers() => (this as IWithTimers)?.Timers?.CancelAll();

    internal virtual void ReleaseInternalStash()
    {
    }

    internal virtual void Clear()
    {
    }
}
