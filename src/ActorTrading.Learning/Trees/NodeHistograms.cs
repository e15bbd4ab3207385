using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Trees;

/// <summary>Sums of packed derivatives by code, one histogram per node: 256 slots for each feature, features in blocks of eight.</summary>
internal sealed class NodeHistograms(BinnedMatrix x, int count)
{
    public const int SlotsPerFeature = 256;
    private const int SlotsPerBlock = SlotsPerFeature * BinnedMatrix.BlockWidth;
    private readonly int _blocks = x.Blocks.Length;
    private readonly long[] _slots = new long[Slots(x.Blocks.Length * BinnedMatrix.BlockWidth, count)];

    /// <summary>Numbers that so many histograms take.</summary>
    public static long Slots(int columns, int histograms) => (long)histograms * ((columns + BinnedMatrix.BlockWidth - 1) / BinnedMatrix.BlockWidth) * SlotsPerBlock;

    /// <summary>The first slot of a block of a histogram.</summary>
    public ref long First(int histogram, int block) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (((nint)histogram * _blocks) + block) * SlotsPerBlock);

    /// <summary>Sums the rows of a node anew.</summary>
    public void Sum(int histogram, int block, ReadOnlySpan<int> rows, long[] gradients)
    {
        ref var slot = ref First(histogram, block);
        MemoryMarshal.CreateSpan(ref slot, SlotsPerBlock).Clear();
        ref var words = ref MemoryMarshal.GetArrayDataReference(x.Blocks[block]);
        ref var gradient = ref MemoryMarshal.GetArrayDataReference(gradients);
        foreach (var row in rows)
        {
            var word = Unsafe.Add(ref words, row);
            var value = Unsafe.Add(ref gradient, row);
            Unsafe.Add(ref slot, (nint)(byte)word) += value;
            Unsafe.Add(ref slot, (nint)(byte)(word >> 8) + 256) += value;
            Unsafe.Add(ref slot, (nint)(byte)(word >> 16) + 512) += value;
            Unsafe.Add(ref slot, (nint)(byte)(word >> 24) + 768) += value;
            Unsafe.Add(ref slot, (nint)(byte)(word >> 32) + 1024) += value;
            Unsafe.Add(ref slot, (nint)(byte)(word >> 40) + 1280) += value;
            Unsafe.Add(ref slot, (nint)(byte)(word >> 48) + 1536) += value;
            Unsafe.Add(ref slot, (nint)(word >> 56) + 1792) += value;
        }
    }

    /// <summary>Turns a parent's histogram into that of one child by taking away the other's.</summary>
    public void Subtract(int parent, int child, int block)
    {
        ref var whole = ref First(parent, block);
        ref var part = ref First(child, block);
        for (nuint i = 0; i < SlotsPerBlock; i += (nuint)Vector256<long>.Count)
        {
            (Vector256.LoadUnsafe(ref whole, i) - Vector256.LoadUnsafe(ref part, i)).StoreUnsafe(ref whole, i);
        }
    }
}
