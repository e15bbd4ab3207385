namespace ActorTrading.Learning.Forests;

/// <summary>
/// What the trees predict, as sums over rows: a node is <see cref="Width"/> numbers, and those of two children add up to their parent's.
/// Implemented by structs, so that the loops over rows are compiled for each of them.
/// </summary>
internal interface IForestTarget
{
    /// <summary>Sums per node.</summary>
    int Width { get; }

    /// <summary>Numbers per leaf.</summary>
    int Outputs { get; }

    /// <summary>Adds one row to the sums that start at <paramref name="sums"/>.</summary>
    void Add(ref double sums, int row);

    /// <summary>Rows behind the sums.</summary>
    double Count(ReadOnlySpan<double> sums);

    /// <summary>Minus the impurity times the rows, up to a constant per row: a cut is worth what it adds.</summary>
    double Score(ReadOnlySpan<double> sums);

    /// <summary>Score of both children of a cut; -infinity when one has fewer rows than <paramref name="minRows"/>.</summary>
    double CutScore(ReadOnlySpan<double> left, ReadOnlySpan<double> total, double minRows);

    /// <summary>The leaf's prediction.</summary>
    void Value(ReadOnlySpan<double> sums, Span<double> value);
}
