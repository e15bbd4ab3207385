namespace ActorTrading.Learning.Forests;

/// <summary>
/// Random forest for numbers (Breiman 2001): each tree sees rows drawn with replacement, each cut the best of a few columns drawn anew,
/// by squared error over quantile bins. Its predictions lie between the least and the greatest number it was trained on.
/// </summary>
public sealed class RandomForestRegressor : ForestRegressor, ISavedModel<RandomForestRegressor>
{
    private RandomForestRegressor(ForestState state)
        : base(state)
    {
    }

    /// <inheritdoc/>
    public static string Kind => "random-forest-regressor";

    /// <summary>Fits on all rows. The result does not depend on the number of threads.</summary>
    /// <param name="x">[rows, features], finite or NaN.</param>
    /// <param name="y">[rows], from -1e100 to 1e100.</param>
    /// <exception cref="ArgumentException">Shapes do not match, or a value is out of range; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two trees.</exception>
    /// <remarks>About trees · depth · rows · columns per cut additions.</remarks>
    public static RandomForestRegressor Fit(Matrix x, double[] y, ForestOptions? options = null, CancellationToken cancellation = default) =>
        new(Fit(x, y, options, randomCuts: false, cancellation));

    /// <inheritdoc/>
    public static RandomForestRegressor Load(BinaryReader reader) => new(Load(reader, "random forest regressor"));
}
