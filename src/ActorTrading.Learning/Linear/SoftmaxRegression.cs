namespace ActorTrading.Learning.Linear;

/// <summary>
/// Multinomial logistic regression: P(class k) is the softmax of b_k + w_k·x, fitted by minimising Σ log-loss + L2/2·Σ w² over
/// all classes' weights with limited-memory BFGS; the intercepts are not penalised and sum to 0. A class without a row counts as
/// half a row at the columns' means. Immutable; safe to share between threads.
/// </summary>
public sealed class SoftmaxRegression : IClassifier, ISavedModel<SoftmaxRegression>
{
    private const byte FormatVersion = 1;
    private const int MaxClasses = 1000;
    private readonly LinearScores _scores;

    private SoftmaxRegression(LinearScores scores, LogisticOptions options, double gradientNorm)
    {
        _scores = scores;
        Options = options;
        GradientNorm = gradientNorm;
    }

    /// <inheritdoc/>
    public static string Kind => "softmax-regression";

    public int FeatureCount => _scores.FeatureCount;

    public int ClassCount => _scores.Count;

    /// <summary>What the fit was asked to do.</summary>
    public LogisticOptions Options { get; }

    /// <summary>Largest component of the mean loss' gradient where the fit ended; over the tolerance when the steps ran out or rounding was in the way.</summary>
    public double GradientNorm { get; }

    /// <summary>Weights of class <paramref name="label"/>: nats per unit of each column.</summary>
    public IReadOnlyList<double> Coefficients(int label)
    {
        Check.Label(label, ClassCount);
        return _scores.Coefficients(label);
    }

    /// <summary>Score of class <paramref name="label"/> where every column is 0, in nats.</summary>
    public double Intercept(int label)
    {
        Check.Label(label, ClassCount);
        return _scores.Intercept(label);
    }

    /// <param name="x">[rows, columns], finite, at most 1e100 in size.</param>
    /// <param name="y">[rows], labels 0 … <paramref name="classCount"/> - 1; at least two different ones.</param>
    /// <param name="classCount">2 to 1,000.</param>
    /// <exception cref="ArgumentException">A shape, a value or an option is not allowed; the message names it.</exception>
    /// <remarks>O(rows·columns·classes) a step, usually 20 to 100 steps; a copy of <paramref name="x"/> in memory.</remarks>
    public static SoftmaxRegression Fit(Matrix x, ReadOnlySpan<int> y, int classCount, LogisticOptions? options = null)
    {
        options ??= new LogisticOptions();
        options.Validate();
        Check.Range(classCount, 2, MaxClasses, nameof(classCount));
        var (scores, norm) = SoftmaxLoss.Fit(x, y, classCount, options.L2, options);
        return new SoftmaxRegression(scores, options, norm);
    }

    /// <inheritdoc/>
    /// <remarks>O(columns·classes), no allocation.</remarks>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        _scores.Score(row, probabilities);
        Probabilities.Softmax(probabilities);
    }

    /// <summary>Probabilities [rows, classes] for all rows; the same bits as row by row.</summary>
    public Matrix PredictProba(Matrix x)
    {
        var result = new Matrix(x.Rows, ClassCount);
        for (var i = 0; i < x.Rows; i++)
        {
            PredictProba(x.Row(i), result.Row(i));
        }

        return result;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        Options.Save(writer);
        writer.Write(GradientNorm);
        _scores.Save(writer);
    }

    /// <inheritdoc/>
    public static SoftmaxRegression Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "softmax regression");
        var options = LogisticOptions.Load(reader);
        var norm = reader.ReadInRange(0, double.MaxValue, "gradient");
        return new SoftmaxRegression(LinearScores.Load(reader, 2, MaxClasses), options, norm);
    }
}
