using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorTrading.Learning.Sequences.Arithmetic;

/// <summary>Zeros that start at a multiple of a vector's size and stay there: a load across two cache lines costs twice.</summary>
internal sealed class AlignedFloats
{
    private const int Alignment = 64;
    private readonly float[] _values;
    private readonly int _start;
    private readonly int _length;

    public unsafe AlignedFloats(int length)
    {
        _values = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        _start = Gap(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_values)));
        _length = length;
    }

    public Span<float> Span => _values.AsSpan(_start, _length);

    /// <summary>Floats between a pinned address and the next multiple of a vector's size.</summary>
    public static unsafe int Gap(void* address) => (int)((Alignment - ((nuint)address % Alignment)) % Alignment) / sizeof(float);
}
