namespace ActorTrading.Learning.Linear;

/// <summary>
/// Binary logistic regression: ln(P(1) / P(0)) = b + w·x, fitted by minimising Σ log-loss + L2/2·Σ w² with limited-memory BFGS;
/// the intercept b is not penalised. Immutable; safe to share between threads.
/// </summary>
public sealed class LogisticRegression : IClassifier, ISavedModel<LogisticRegression>
{
    private const byte FormatVersion = 1;
    private readonly LinearScores _scores;

    private LogisticRegression(LinearScores scores, LogisticOptions options, double gradientNorm)
    {
        _scores = scores;
        Options = options;
        GradientNorm = gradientNorm;
    }

    /// <inheritdoc/>
    public static string Kind => "logistic-regression";

    public int FeatureCount => _scores.FeatureCount;

    /// <summary>Always 2.</summary>
    public int ClassCount => 2;

    /// <summary>What the fit was asked to do.</summary>
    public LogisticOptions Options { get; }

    /// <inheritdoc cref="SoftmaxRegression.GradientNorm"/>
    public double GradientNorm { get; }

    /// <summary>Weight of each column: nats of log-odds per unit.</summary>
    public IReadOnlyList<double> Coefficients => _scores.Coefficients(0);

    /// <summary>Log-odds where every column is 0.</summary>
    public double Intercept => _scores.Intercept(0);

    /// <param name="x">[rows, columns], finite, at most 1e100 in size.</param>
    /// <param name="y">[rows], 0 or 1, both present.</param>
    /// <exception cref="ArgumentException">A shape, a value or an option is not allowed; the message names it.</exception>
    /// <remarks>O(rows·columns) a step, usually 10 to 50 steps; a copy of <paramref name="x"/> in memory.</remarks>
    public static LogisticRegression Fit(Matrix x, ReadOnlySpan<int> y, LogisticOptions? options = null)
    {
        options ??= new LogisticOptions();
        options.Validate();

        // A softmax over two classes has weights of w/2 and -w/2, whose penalty is half of that on w.
        var (two, norm) = SoftmaxLoss.Fit(x, y, 2, 2 * options.L2, options);
        return new LogisticRegression(two.Difference(1, 0), options, norm);
    }

    /// <inheritdoc/>
    /// <remarks>O(columns), no allocation.</remarks>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(probabilities.Length, 2, nameof(probabilities));
        _scores.Score(row, probabilities[..1]);
        var odds = probabilities[0];
        probabilities[0] = 1 / (1 + Math.Exp(odds));
        probabilities[1] = 1 / (1 + Math.Exp(-odds));
    }

    /// <summary>Probabilities [rows, 2] for all rows; the same bits as row by row.</summary>
    public Matrix PredictProba(Matrix x)
    {
        var result = new Matrix(x.Rows, 2);
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
    public static LogisticRegression Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "logistic regression");
        var options = LogisticOptions.Load(reader);
        var norm = reader.ReadInRange(0, double.MaxValue, "gradient");
        return new LogisticRegression(LinearScores.Load(reader, 1, 1), options, norm);
    }
}
