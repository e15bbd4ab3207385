namespace ActorTrading.Learning.Forests;

/// <summary>Looks for a cut of a node at one column. One per tree: it owns the room it works in.</summary>
internal interface ICutFinder
{
    /// <summary>Replaces <paramref name="best"/> when a cut of <paramref name="feature"/> has a strictly higher score.</summary>
    /// <param name="rows">The node's rows.</param>
    /// <param name="total">Sums over them.</param>
    /// <param name="random">The tree's stream of draws.</param>
    void Find(ReadOnlySpan<int> rows, int feature, ReadOnlySpan<double> total, ref SplitMix64 random, ref Cut best);
}
