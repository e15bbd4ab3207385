using System.Runtime.InteropServices;

namespace ActorTrading.Actors.Streams;

/// <summary>What the two sides of a ring count, each side in cache lines of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct RingCounters
{
    /// <summary>Elements taken so far; the consumer writes it.</summary>
    [FieldOffset(128)]
    public long Head;

    /// <summary>How far the consumer may take without looking at <see cref="Tail"/>; the consumer's own.</summary>
    [FieldOffset(136)]
    public long TakeUntil;

    /// <summary>Elements put so far; the producer writes it.</summary>
    [FieldOffset(256)]
    public long Tail;

    /// <summary>How far the producer may put without looking at <see cref="Head"/>; the producer's own.</summary>
    [FieldOffset(264)]
    public long PutUntil;
}
