namespace ActorTrading.Learning.Trees;

/// <summary>One grown tree as a perfect heap: node 1 is the root, children of n are 2n and 2n + 1; nodes without a cut send everything left.</summary>
internal sealed class Tree(int depth)
{
    public int Depth { get; } = depth;

    /// <summary>By heap index, length 2^depth; feature -1 = no cut.</summary>
    public SplitCandidate[] Splits { get; } = Enumerable.Repeat(SplitCandidate.None, 1 << depth).ToArray();

    /// <summary>Shrunk leaf values, length 2^depth.</summary>
    public double[] Leaves { get; } = new double[1 << depth];

    /// <summary>Rows of the fit that ended in each leaf, length 2^depth.</summary>
    public int[] Covers { get; } = new int[1 << depth];

    /// <summary>The leaf value for a row of training codes.</summary>
    public double Value(BinnedMatrix x, int row)
    {
        var at = 1;
        for (var d = 0; d < Depth; d++)
        {
            ref readonly var split = ref Splits[at];
            at *= 2;
            if (split.Feature >= 0)
            {
                var shift = split.DefaultLeft ? 1 : 0;
                var code = (byte)((int)(x.Blocks[split.Feature / BinnedMatrix.BlockWidth][row] >> (8 * (split.Feature % BinnedMatrix.BlockWidth))) + shift);
                at += code > split.Bin + shift ? 1 : 0;
            }
        }

        return Leaves[at - Leaves.Length];
    }
}
