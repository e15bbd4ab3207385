namespace ActorTrading.Learning;

/// <summary>A fitted model that gives one number for one row.</summary>
public interface IRegressor
{
    /// <summary>Columns a row must have.</summary>
    int FeatureCount { get; }

    /// <summary>The prediction for one row, finite for every row the model accepts. Allocates nothing.</summary>
    /// <param name="row">Features, length <see cref="FeatureCount"/>; NaN is a missing value where the model says so.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value the model cannot use; the message names it.</exception>
    double Predict(ReadOnlySpan<double> row);
}
