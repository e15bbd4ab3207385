using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Dispatch;

/// <summary>
/// First in, first out, with room for <see cref="Capacity"/> messages. What finds no room waits for it beside the mailbox, in its order, for
/// <see cref="PushTimeOut"/> at most, and then becomes a dead letter; as many may wait as have room, and one more is a dead letter at once.
/// No sender is ever blocked: a turn that waited for another actor's turn would hold a thread, and two that wait for each other hold two for ever.
/// </summary>
public sealed class BoundedMailbox : MailboxType
{
    /// <summary>Messages; what the constructor without arguments takes.</summary>
    public const int DefaultCapacity = 1000;

    /// <summary>10 s; what the constructor without arguments takes.</summary>
    public static readonly TimeSpan DefaultPushTimeOut = TimeSpan.FromSeconds(10);

    /// <summary>With <see cref="DefaultCapacity"/> and <see cref="DefaultPushTimeOut"/>.</summary>
    public BoundedMailbox()
        : this(DefaultCapacity, DefaultPushTimeOut)
    {
    }

    /// <param name="capacity">Messages; above 0.</param>
    /// <param name="pushTimeOut">Zero: what finds no room is a dead letter at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not above zero or the timeout negative.</exception>
    public BoundedMailbox(int capacity, TimeSpan pushTimeOut)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(pushTimeOut, TimeSpan.Zero);
        Capacity = capacity;
        PushTimeOut = pushTimeOut;
    }

    /// <summary>Messages that have room; as many again may wait for it.</summary>
    public int Capacity { get; }

    /// <summary>How long a message waits for room before it becomes a dead letter; zero: not at all. By the system's clock.</summary>
    public TimeSpan PushTimeOut { get; }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedMessageQueue((ActorSystemImpl)system, owner, Capacity, PushTimeOut);
}
