namespace ActorTrading.Actors.Internal;

/// <summary>Lifecycle messages with a queue of their own, handled before user messages.</summary>
internal abstract class SystemMessage
{
    /// <summary>Intrusive list link; a message belongs to one queue only.</summary>
    internal SystemMessage? Next;

    internal sealed class Create : SystemMessage;

    internal sealed class Recreate(Exception cause) : SystemMessage
    {
        public Exception Cause { get; } = cause;
    }

    internal sealed class Suspend : SystemMessage;

    internal sealed class Resume(Exception? causedByFailure) : SystemMessage
    {
        public Exception? CausedByFailure { get; } = causedByFailure;
    }

    internal sealed class Terminate : SystemMessage;

    internal sealed class Watch(InternalActorRef watchee, InternalActorRef watcher) : SystemMessage
    {
        public InternalActorRef Watchee { get; } = watchee;

        public InternalActorRef Watcher { get; } = watcher;
    }

    internal sealed class Unwatch(InternalActorRef watcher) : SystemMessage
    {
        public InternalActorRef Watcher { get; } = watcher;
    }

    internal sealed class Failed(IActorRef child, Exception cause) : SystemMessage
    {
        public IActorRef Child { get; } = child;

        public Exception Cause { get; } = cause;
    }

    internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : SystemMessage
    {
        public IActorRef Actor { get; } = actor;

        public bool ExistenceConfirmed { get; } = existenceConfirmed;
    }

    /// <summary>The actor is to fail with this, as if it had thrown.</summary>
    internal sealed class Fault(Exception cause) : SystemMessage
    {
        public Exception Cause { get; } = cause;
    }

    /// <summary>Continues an async handler inside the actor's turn.</summary>
    internal sealed class RunTask(Task task) : SystemMessage
    {
        public Task Task { get; } = task;
    }

    /// <summary>The async handler is done: user messages may flow again.</summary>
    internal sealed class TaskDone(Task task, int incarnation) : SystemMessage
    {
        public Task Task { get; } = task;

        public int Incarnation { get; } = incarnation;
    }

    /// <summary>A result that goes ahead of waiting user messages, but not into a suspended actor.</summary>
    internal sealed class Priority(object message, IActorRef? sender) : SystemMessage
    {
        public Envelope Envelope { get; } = new(message, sender);
    }

    /// <summary>Marks a queue that takes nothing any more.</summary>
    internal sealed class ClosedMark : SystemMessage
    {
        public static readonly ClosedMark Instance = new();
    }
}
