using System.Runtime.InteropServices;

namespace ActorTrading.Actors.Dispatch;

/// <summary>What producers write with every message, on cache lines of its own: either side would slow the other down.</summary>
internal abstract class QueueProducerSide : QueuePadding
{
    protected internal QueueSegment Tail = null!;

    /// <summary>Number of the last segment in the upper half, slots taken in it in the lower.</summary>
    protected internal long Claim;

    /// <summary>Of the consumer, for whoever may have to wake it: each message reads it.</summary>
    internal int State;
}

/// <summary>What the consumer writes with every message.</summary>
internal abstract class QueueConsumerSide
{
    protected internal QueueSegment Head = null!;
    protected internal QueueSlot[] Slots = null!;
    protected internal QueueSegment? Spare;
    protected internal int Read;
}

internal abstract class QueuePadding : QueueConsumerSide
{
    protected internal CacheLine Between;

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    protected internal struct CacheLine;
}

internal struct QueueSlot
{
    public object? Message;
    public IActorRef? Sender;
}

internal sealed class QueueSegment(int capacity)
{
    public readonly QueueSlot[] Slots = new QueueSlot[capacity];
    public QueueSegment? Next;

    /// <summary>Position in the queue since its beginning; a segment that is used again gets a new one.</summary>
    public int Number;
}
