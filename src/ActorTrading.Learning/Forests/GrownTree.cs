namespace ActorTrading.Learning.Forests;

/// <summary>One tree as it is grown: node 0 is the root, indices count from the tree's own start.</summary>
internal sealed class GrownTree(int features)
{
    public List<ForestNode> Nodes { get; } = [];

    /// <summary>Training rows that reached each node.</summary>
    public List<int> Covers { get; } = [];

    /// <summary>Leaf by leaf.</summary>
    public List<double> Values { get; } = [];

    /// <summary>What the cuts of each column added to the score.</summary>
    public double[] Gains { get; } = new double[features];

    /// <summary>By row: whether the tree saw it. Null where every tree sees all.</summary>
    public bool[]? Seen { get; set; }
}
