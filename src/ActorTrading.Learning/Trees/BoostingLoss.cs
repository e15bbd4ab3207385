namespace ActorTrading.Learning.Trees;

/// <summary>What boosting lowers: derivatives by the scores of a row, and the start from which the trees go on.</summary>
/// <param name="y">Labels or targets of the training rows.</param>
internal abstract class BoostingLoss(double[] y)
{
    /// <summary>Of each training row.</summary>
    protected double[] Y { get; } = y;

    /// <summary>Score of each output before the first tree.</summary>
    public abstract double[] BaseScores { get; }

    /// <summary>Largest second derivative; 1 where every row weighs 1.</summary>
    public virtual double HessianBound => 1;

    /// <summary>Largest absolute first derivative at these scores, over 0.</summary>
    public virtual double GradientBound(double[][] scores) => 1;

    /// <summary>First and second derivatives by the scores of one training row, which may be overwritten.</summary>
    public abstract void Derive(int row, Span<double> scores, Span<double> gradients, Span<double> hessians);

    /// <summary>Mean loss of other rows: [output][row] scores against their labels or targets.</summary>
    public abstract double Mean(double[][] scores, double[] y);

    /// <summary>Whether a Newton step is no use and leaves are set by <see cref="Leaf"/>.</summary>
    public virtual bool SetsLeaves => false;

    /// <summary>The best constant for the rows of a leaf.</summary>
    /// <param name="scores">Scores of all training rows.</param>
    /// <param name="work">Room for one number per row.</param>
    public virtual double Leaf(ReadOnlySpan<int> rows, double[] scores, Span<double> work) => throw new NotSupportedException($"{GetType().Name} has Newton leaves.");
}
