using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Dispatch;

/// <summary>
/// Unbounded queue for many producers and one consumer, in segments that are used again: a queue whose consumer keeps up allocates nothing.
/// A producer claims a slot with one atomic increment of (segment, index) and then publishes into it. A claimed slot counts as "not empty"
/// even before it is published, and the increment is the fence that pairs with the consumer's change to idle.
/// The one producer whose claim is the first beyond the end of a segment adds the next; others wait for that moment.
/// </summary>
internal sealed class MessageQueue : QueueProducerSide
{
    private const int FirstCapacity = 4;
    private const int MaxCapacity = 256;

    /// <summary>Room enough, as long as the consumer keeps up.</summary>
    private const int SteadyCapacity = 64;

    public MessageQueue()
    {
        Head = Tail = new QueueSegment(FirstCapacity);
        Slots = Head.Slots;
    }

    /// <summary>Consumer only; exact when no producer is under way.</summary>
    public bool IsEmpty => Read < Slots.Length ? Read >= ClaimedIn(Head) : Volatile.Read(ref Head.Next) is null;

    /// <summary>An estimate, from any thread; walks the segments.</summary>
    public int Count
    {
        get
        {
            var count = -Volatile.Read(ref Read);
            for (var segment = Volatile.Read(ref Head); segment is not null; segment = Volatile.Read(ref segment.Next))
            {
                count += ClaimedIn(segment);
            }

            return Math.Max(0, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enqueue(object message, IActorRef? sender)
    {
        var claim = Interlocked.Increment(ref Claim);
        var tail = Volatile.Read(ref Tail);
        var slots = tail.Slots;
        var index = (uint)claim - 1;
        if (index < (uint)slots.Length && tail.Number == (int)(claim >> 32))
        {
            ref var slot = ref slots[index];
            slot.Sender = sender;
            Volatile.Write(ref slot.Message, message);
        }
        else
        {
            EnqueueSlow(claim, message, sender);
        }
    }

    /// <summary>Consumer only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDequeue([NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        var slots = Slots;
        var read = Read;
        if ((uint)read < (uint)slots.Length)
        {
            ref var slot = ref slots[read];
            message = Volatile.Read(ref slot.Message);
            if (message is not null)
            {
                sender = slot.Sender;
                slot.Message = null;
                slot.Sender = null;
                Read = read + 1;
                return true;
            }
        }

        return TryDequeueSlow(out message, out sender);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnqueueSlow(long claim, object message, IActorRef? sender)
    {
        while (true)
        {
            var number = (int)(claim >> 32);
            var index = (uint)claim - 1;
            if (Find(number) is { } segment && index <= (uint)segment.Slots.Length)
            {
                if (index == (uint)segment.Slots.Length)
                {
                    Append(segment, message, sender);
                }
                else
                {
                    segment.Slots[index].Sender = sender;
                    Volatile.Write(ref segment.Slots[index].Message, message);
                }

                return;
            }

            var wait = default(SpinWait);
            while ((int)(Volatile.Read(ref Claim) >> 32) == number)
            {
                wait.SpinOnce(); // another producer is adding the next segment
            }

            claim = Interlocked.Increment(ref Claim);
        }
    }

    /// <summary>
    /// The segment of that number, or null when the consumer is past it. It cannot be while a claimed slot in it is unpublished,
    /// so what is found for such a claim stays. QueueSegments on the way there may be taken out of the list and used again meanwhile:
    /// their numbers then rise, and the search starts over.
    /// </summary>
    private QueueSegment? Find(int number)
    {
        while (true)
        {
            var head = Volatile.Read(ref Head);
            var isPast = Volatile.Read(ref head.Number) - number > 0;
            if (Volatile.Read(ref Head) != head)
            {
                continue;
            }

            if (isPast)
            {
                return null;
            }

            for (var segment = head; segment is not null; segment = Volatile.Read(ref segment.Next))
            {
                if (Volatile.Read(ref segment.Number) == number)
                {
                    return segment;
                }
            }
        }
    }

    private void Append(QueueSegment last, object message, IActorRef? sender)
    {
        // A consumer that keeps up needs no more room than it has: growing would only hold memory.
        var length = last.Slots.Length;
        var keepsUp = Volatile.Read(ref Head) == last && length - Volatile.Read(ref Read) <= length / 4;
        var capacity = keepsUp ? Math.Max(length, Math.Min(length * 4, SteadyCapacity)) : Math.Min(length * 4, MaxCapacity);
        var next = Interlocked.Exchange(ref Spare, null);
        if (next is null || next.Slots.Length < capacity)
        {
            next = new QueueSegment(capacity);
        }

        next.Next = null;
        Volatile.Write(ref next.Number, last.Number + 1);
        next.Slots[0] = new QueueSlot { Message = message, Sender = sender };
        Volatile.Write(ref last.Next, next);
        Volatile.Write(ref Tail, next);
        Interlocked.Exchange(ref Claim, ((long)next.Number << 32) + 1);
    }

    /// <summary>Slots that producers have taken.</summary>
    private int ClaimedIn(QueueSegment segment)
    {
        var claim = Volatile.Read(ref Claim);
        return ((int)(claim >> 32) - segment.Number) switch
        {
            0 => (int)Math.Min((uint)claim, (uint)segment.Slots.Length),
            > 0 => segment.Slots.Length,
            _ => 1, // just added, with the message of whoever adds it
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryDequeueSlow([NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        message = null;
        sender = null;
        if (IsEmpty)
        {
            return false;
        }

        if (Read == Slots.Length)
        {
            var done = Head;
            var next = done.Next!;
            Volatile.Write(ref Head, next);
            Slots = next.Slots;
            Read = 0;
            if (Slots.Length == done.Slots.Length)
            {
                Volatile.Write(ref Spare, done);
            }
        }

        ref var slot = ref Slots[Read];
        var wait = default(SpinWait);
        while (Volatile.Read(ref slot.Message) is null)
        {
            wait.SpinOnce(); // claimed, about to be published
        }

        message = slot.Message!;
        sender = slot.Sender;
        slot = default;
        Read++;
        return true;
    }
}
