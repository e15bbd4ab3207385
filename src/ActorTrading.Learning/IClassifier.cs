namespace ActorTrading.Learning;

/// <summary>A fitted model that gives class probabilities for one row.</summary>
public interface IClassifier
{
    /// <summary>Columns a row must have.</summary>
    int FeatureCount { get; }

    /// <summary>Number of classes.</summary>
    int ClassCount { get; }

    /// <summary>Fills <paramref name="probabilities"/> (length <see cref="ClassCount"/>) with values in [0, 1] that sum to 1.</summary>
    /// <param name="row">Features, length <see cref="FeatureCount"/>; NaN is a missing value where the model says so.</param>
    void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities);
}
