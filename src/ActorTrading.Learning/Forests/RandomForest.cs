namespace ActorTrading.Learning.Forests;

/// <summary>
/// Random forest for classes (Breiman 2001): each tree sees rows drawn with replacement, each cut the best of a few columns drawn anew,
/// by Gini impurity over quantile bins.
/// </summary>
public sealed class RandomForest : ForestClassifier, ISavedModel<RandomForest>
{
    private RandomForest(ForestState state)
        : base(state)
    {
    }

    /// <inheritdoc/>
    public static string Kind => "random-forest";

    /// <summary>Fits on all rows. The result does not depend on the number of threads.</summary>
    /// <param name="x">[rows, features], finite or NaN.</param>
    /// <param name="y">[rows], labels 0 … classes - 1, at least two of them.</param>
    /// <param name="classCount">Classes to tell apart, 2 to 1000.</param>
    /// <exception cref="ArgumentException">Shapes do not match, or a value or label is out of range; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two trees.</exception>
    /// <remarks>About trees · depth · rows · columns per cut additions.</remarks>
    public static RandomForest Fit(Matrix x, int[] y, int classCount, ForestOptions? options = null, CancellationToken cancellation = default) =>
        new(Fit(x, y, classCount, options, randomCuts: false, cancellation));

    /// <inheritdoc/>
    public static RandomForest Load(BinaryReader reader) => new(Load(reader, "random forest"));
}
