namespace ActorTrading.Learning.Forests;

/// <summary>
/// Extremely randomised trees for classes (Geurts, Ernst and Wehenkel 2006): each tree sees all rows, each cut is the best of a few
/// columns at one threshold drawn evenly between the least and the greatest value, by Gini impurity. Smoother than a random forest.
/// </summary>
public sealed class ExtraTrees : ForestClassifier, ISavedModel<ExtraTrees>
{
    private ExtraTrees(ForestState state)
        : base(state)
    {
    }

    /// <inheritdoc/>
    public static string Kind => "extra-trees";

    /// <summary>Fits on all rows. The result does not depend on the number of threads.</summary>
    /// <param name="x">[rows, features], finite or NaN.</param>
    /// <param name="y">[rows], labels 0 … classes - 1, at least two of them.</param>
    /// <param name="classCount">Classes to tell apart, 2 to 1000.</param>
    /// <exception cref="ArgumentException">Shapes do not match, or a value or label is out of range; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two trees.</exception>
    /// <remarks>About trees · depth · rows · columns per cut additions.</remarks>
    public static ExtraTrees Fit(Matrix x, int[] y, int classCount, ForestOptions? options = null, CancellationToken cancellation = default) =>
        new(Fit(x, y, classCount, options, randomCuts: true, cancellation));

    /// <inheritdoc/>
    public static ExtraTrees Load(BinaryReader reader) => new(Load(reader, "extra trees model"));
}
