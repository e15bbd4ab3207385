namespace ActorTrading.Learning.Trees;

/// <summary>
/// One fitted tree as parallel arrays, node 0 the root and every child after its parent: what explanations read. A row goes left
/// when its value is below the threshold; a missing one (NaN) goes left where <paramref name="DefaultLeft"/> says so.
/// </summary>
/// <param name="Feature">Column that a node compares; -1 for a leaf.</param>
/// <param name="Threshold">Least value that goes right; 0 for a leaf.</param>
/// <param name="DefaultLeft">Side of a missing value.</param>
/// <param name="Left">Index of the left child; -1 for a leaf.</param>
/// <param name="Right">Index of the right child; -1 for a leaf.</param>
/// <param name="Value">What a leaf adds to the score, shrinkage included; 0 for an inner node.</param>
/// <param name="Cover">Training rows that passed the node; an inner node's is the sum of its children's.</param>
internal sealed record TreeView(
    int[] Feature, double[] Threshold, bool[] DefaultLeft, int[] Left, int[] Right, double[] Value, double[] Cover)
{
    public int NodeCount => Feature.Length;

    /// <summary>One tree of an ensemble without its unused places.</summary>
    /// <exception cref="InvalidOperationException">The ensemble carries no covers.</exception>
    public static TreeView Of(TreeEnsemble trees, int tree)
    {
        if (trees.Covers.Length == 0 && trees.Leaves.Length > 0)
        {
            throw new InvalidOperationException("The model was saved in a format without the rows of each leaf, so that its trees cannot be explained; fit it again.");
        }

        var inner = trees.Nodes.AsSpan((tree << trees.Depth) + 1, (1 << trees.Depth) - 1);
        var size = (2 * (inner.Length - inner.Count(TreeEnsemble.NoCut))) + 1;
        var view = new TreeView(new int[size], new double[size], new bool[size], new int[size], new int[size], new double[size], new double[size]);
        var next = 0;
        view.Add(trees, tree << trees.Depth, 1, 0, ref next);
        return view;
    }

    private int Add(TreeEnsemble trees, int first, int heap, int level, ref int next)
    {
        var at = next++;
        var cut = level < trees.Depth ? trees.Nodes[first + heap] : TreeEnsemble.NoCut;
        if (cut == TreeEnsemble.NoCut)
        {
            var leaf = first + (heap << (trees.Depth - level)) - (1 << trees.Depth);
            (Feature[at], Left[at], Right[at]) = (-1, -1, -1);
            (Value[at], Cover[at]) = (trees.Leaves[leaf], trees.Covers[leaf]);
            return at;
        }

        var slot = (int)(cut >> 8);
        var feature = slot % trees.Cuts.Length;
        (Feature[at], Threshold[at], DefaultLeft[at]) = (feature, trees.Cuts[feature][(byte)cut], slot >= trees.Cuts.Length);
        Left[at] = Add(trees, first, 2 * heap, level + 1, ref next);
        Right[at] = Add(trees, first, (2 * heap) + 1, level + 1, ref next);
        Cover[at] = Cover[Left[at]] + Cover[Right[at]];
        return at;
    }
}
