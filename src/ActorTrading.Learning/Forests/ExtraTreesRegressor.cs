namespace ActorTrading.Learning.Forests;

/// <summary>
/// Extremely randomised trees for numbers (Geurts, Ernst and Wehenkel 2006): each tree sees all rows, each cut is the best of a few columns
/// at one threshold drawn evenly between the least and the greatest value, by squared error. Its predictions lie between the least and the greatest number it was trained on.
/// </summary>
public sealed class ExtraTreesRegressor : ForestRegressor, ISavedModel<ExtraTreesRegressor>
{
    private ExtraTreesRegressor(ForestState state)
        : base(state)
    {
    }

    /// <inheritdoc/>
    public static string Kind => "extra-trees-regressor";

    /// <summary>Fits on all rows. The result does not depend on the number of threads.</summary>
    /// <param name="x">[rows, features], finite or NaN.</param>
    /// <param name="y">[rows], from -1e100 to 1e100.</param>
    /// <exception cref="ArgumentException">Shapes do not match, or a value is out of range; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two trees.</exception>
    /// <remarks>About trees · depth · rows · columns per cut additions.</remarks>
    public static ExtraTreesRegressor Fit(Matrix x, double[] y, ForestOptions? options = null, CancellationToken cancellation = default) =>
        new(Fit(x, y, options, randomCuts: true, cancellation));

    /// <inheritdoc/>
    public static ExtraTreesRegressor Load(BinaryReader reader) => new(Load(reader, "extra trees regressor"));
}
