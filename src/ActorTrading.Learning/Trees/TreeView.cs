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
}
