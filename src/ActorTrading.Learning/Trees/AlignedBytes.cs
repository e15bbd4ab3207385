using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorTrading.Learning.Trees;

/// <summary>Zeroed pinned bytes that start at a multiple of a vector's size: a load across two cache lines costs twice.</summary>
internal sealed class AlignedBytes
{
    private const int Alignment = 64;
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _count;

    public unsafe AlignedBytes(int count)
    {
        _bytes = GC.AllocateArray<byte>(count + Alignment, pinned: true);
        _start = (int)((Alignment - ((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes)) % Alignment)) % Alignment);
        _count = count;
    }

    public Span<byte> Span => _bytes.AsSpan(_start, _count);

    public ref byte First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _start);
}
