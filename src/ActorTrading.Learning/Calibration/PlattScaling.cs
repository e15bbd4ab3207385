namespace ActorTrading.Learning.Calibration;

/// <summary>P(1 | score) = 1 / (1 + exp(A · score + B)), fitted by maximum likelihood on softened targets (Platt 1999; Lin, Lin, Weng 2007).</summary>
/// <param name="A">Negative when higher scores mean class 1.</param>
/// <param name="B">Offset.</param>
public readonly record struct PlattScaling(double A, double B) : IRegressor, ISavedModel<PlattScaling>
{
    private const byte FormatVersion = 1;

    public static string Kind => "platt";

    /// <summary>A row is one score.</summary>
    public int FeatureCount => 1;

    /// <summary>Fits A and B; targets are (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2).</summary>
    /// <exception cref="ArgumentException">Lengths differ or are 0, or a score is not finite.</exception>
    /// <remarks>At most 100 damped Newton steps of O(rows).</remarks>
    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Check.Range(scores.Length, 1, int.MaxValue, "number of scores");
        Check.Length(labels.Length, scores.Length, nameof(labels));
        var positives = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            Check.Range(scores[i], double.MinValue, double.MaxValue, nameof(scores));
            positives += labels[i] ? 1 : 0;
        }

        var high = (positives + 1.0) / (positives + 2.0);
        var low = 1.0 / (scores.Length - positives + 2.0);
        var now = new PlattScaling(0, Math.Log((scores.Length - positives + 1.0) / (positives + 1.0)));
        var loss = now.Loss(scores, labels, high, low);
        for (var step = 0; step < 100; step++)
        {
            var (moveA, moveB) = now.NewtonMove(scores, labels, high, low);
            var length = 1.0;
            var next = now;
            var nextLoss = double.PositiveInfinity;
            while (length > 1e-10 && !(nextLoss < loss))
            {
                next = new PlattScaling(now.A - (length * moveA), now.B - (length * moveB));
                nextLoss = next.Loss(scores, labels, high, low);
                length /= 2;
            }

            if (!(nextLoss < loss))
            {
                break;
            }

            (now, loss) = (next, nextLoss);
        }

        return now;
    }

    /// <summary>Probability of class 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not finite.</exception>
    public double Transform(double score)
    {
        Check.Range(score, double.MinValue, double.MaxValue, nameof(score));
        return 1 / (1 + Math.Exp((A * score) + B));
    }

    /// <summary>Probability of class 1 for each score, to the bit as one by one.</summary>
    public void Transform(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Check.Length(probabilities.Length, scores.Length, nameof(probabilities));
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = Transform(scores[i]);
        }
    }

    /// <summary>Probability of class 1 for a row that is one finite score.</summary>
    public double Predict(ReadOnlySpan<double> row)
    {
        Check.FiniteRow(row, 1);
        return Transform(row[0]);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(A);
        writer.Write(B);
    }

    public static PlattScaling Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "Platt scaling");
        var (a, b) = (reader.ReadDouble(), reader.ReadDouble());
        return double.IsFinite(a) && double.IsFinite(b)
            ? new PlattScaling(a, b)
            : throw new InvalidDataException($"The saved slope and offset are {a:R} and {b:R}; both must be finite.");
    }

    private (double A, double B) NewtonMove(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double high, double low)
    {
        double gradientA = 0;
        double gradientB = 0;
        var aa = 1e-12;
        double ab = 0;
        var bb = 1e-12;
        for (var i = 0; i < scores.Length; i++)
        {
            var p = Transform(scores[i]);
            var error = (labels[i] ? high : low) - p;
            var curvature = p * (1 - p);
            gradientA += scores[i] * error;
            gradientB += error;
            aa += scores[i] * scores[i] * curvature;
            ab += scores[i] * curvature;
            bb += curvature;
        }

        var determinant = (aa * bb) - (ab * ab);
        return determinant > 1e-300
            ? (((bb * gradientA) - (ab * gradientB)) / determinant, ((aa * gradientB) - (ab * gradientA)) / determinant)
            : (0, gradientB / bb);
    }

    private double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double high, double low)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var f = (A * scores[i]) + B;
            var t = labels[i] ? high : low;

            // -t·ln p - (1 - t)·ln(1 - p), written so that neither exponential overflows.
            sum += f >= 0 ? (t * f) + Math.Log(1 + Math.Exp(-f)) : ((t - 1) * f) + Math.Log(1 + Math.Exp(f));
        }

        return sum;
    }
}
