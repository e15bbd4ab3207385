namespace ActorTrading.Learning.Forests;

/// <summary>One node; its right child stands behind its left one.</summary>
/// <param name="Threshold">Values below it go left.</param>
/// <param name="Slot">2 · feature, plus one where missing values go right; -1 for a leaf.</param>
/// <param name="Next">Index of the left child; of a leaf the index of its first value.</param>
internal readonly record struct ForestNode(double Threshold, int Slot, int Next)
{
    public const int Leaf = -1;

    public int Feature => Slot >> 1;

    public bool MissingLeft => (Slot & 1) == 0;

    public bool IsLeaf => Slot < 0;
}
