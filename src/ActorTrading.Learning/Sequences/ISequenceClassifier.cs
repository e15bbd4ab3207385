namespace ActorTrading.Learning.Sequences;

/// <summary>A fitted model that gives class probabilities for the last rows of a series.</summary>
public interface ISequenceClassifier
{
    /// <summary>Columns of each step.</summary>
    int FeatureCount { get; }

    /// <summary>Consecutive rows that the model reads, the newest last.</summary>
    int Steps { get; }

    /// <summary>Number of classes.</summary>
    int ClassCount { get; }

    /// <summary>Fills <paramref name="probabilities"/> (length <see cref="ClassCount"/>) with values in [0, 1] that sum to 1. Work space comes from the shared array pool; nothing else is allocated.</summary>
    /// <param name="sequence"><see cref="Steps"/> rows of <see cref="FeatureCount"/> finite values, row by row, the newest last.</param>
    /// <exception cref="ArgumentException">Another length, or a value that is not finite; the message names it.</exception>
    void PredictProba(ReadOnlySpan<double> sequence, Span<double> probabilities);

    /// <summary>Probabilities [windows, classes]; the same bits as one by one.</summary>
    /// <param name="rows">Consecutive rows; windows may overlap.</param>
    /// <param name="ends">Last row of each window.</param>
    /// <param name="threads">Threads to use, from 1; no influence on the result.</param>
    /// <exception cref="ArgumentException">Another column count, a window that starts before the first row or ends after the last one, or a value that is not finite.</exception>
    Matrix PredictProba(Matrix rows, int[] ends, int threads = 1);
}
