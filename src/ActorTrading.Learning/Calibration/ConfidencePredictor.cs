namespace ActorTrading.Learning.Calibration;

/// <summary>
/// Probability that a forecast's top class is right: ridge logistic regression on <see cref="ConfidenceEvidence"/>, ln(p / (1 - p))
/// of the top class among it, then Platt scaling (1999) on later rows. What a trader should size by where a model's own
/// probability knows nothing of novelty and of how it has fared lately.
/// </summary>
public sealed class ConfidencePredictor : IRegressor, ISavedModel<ConfidencePredictor>
{
    private const byte FormatVersion = 1;
    private const double Limit = 1e6;
    private readonly double[] _means;
    private readonly double[] _deviations;

    // Offset, then one per column of evidence.
    private readonly double[] _weights;
    private readonly PlattScaling _calibration;

    private ConfidencePredictor(double[] means, double[] deviations, double[] weights, PlattScaling calibration)
    {
        _means = means;
        _deviations = deviations;
        _weights = weights;
        _calibration = calibration;
    }

    public static string Kind => "confidence";

    /// <summary>Columns of a row of evidence.</summary>
    public int FeatureCount => ConfidenceEvidence.Count;

    /// <summary>Weight of each column of evidence, in log-odds per standard deviation of it, before calibration.</summary>
    public ReadOnlySpan<double> Weights => _weights.AsSpan(1);

    /// <summary>Fits weights on the first rows and calibration on the last. About ten passes; deterministic.</summary>
    /// <param name="evidence">One row per forecast, in the order of time, values from 0 to 1; forecasts of rows that the model was not trained on.</param>
    /// <param name="right">Whether the top class came true, one per row.</param>
    /// <exception cref="ArgumentException">A shape, value or option is out of range; the message names it.</exception>
    public static ConfidencePredictor Fit(Matrix evidence, ReadOnlySpan<bool> right, ConfidenceOptions? options = null)
    {
        options ??= new ConfidenceOptions();
        options.Validate();
        Check.Shape(evidence, nameof(evidence));
        Check.Length(evidence.Columns, ConfidenceEvidence.Count, "A row of evidence");
        Check.Length(right.Length, evidence.Rows, nameof(right));
        foreach (var value in evidence.Values)
        {
            Check.Range(value, 0, 1, nameof(evidence));
        }

        var fitted = Math.Max(1, evidence.Rows - (int)(options.CalibrationShare * evidence.Rows));
        var (means, deviations) = Moments(evidence, fitted);
        const int Parameters = ConfidenceEvidence.Count + 1;
        var design = new double[fitted * 2 * Parameters];
        var labels = new int[fitted];
        for (var i = 0; i < fitted; i++)
        {
            labels[i] = right[i] ? 1 : 0;

            // Class 0 scores 0: its half of the design stays empty.
            var phi = design.AsSpan(((i * 2) + 1) * Parameters, Parameters);
            phi[0] = 1;
            Standardise(evidence.Row(i), means, deviations, phi[1..]);
        }

        var priors = new ConditionalLogit.Prior[Parameters];
        priors.AsSpan().Fill(new(0, options.Strength, -Limit, Limit));
        priors[0] = new(0, 1e-3, -Limit, Limit);
        var weights = ConditionalLogit.Fit(design, labels, 2, priors);
        var plain = new ConfidencePredictor(means, deviations, weights, new PlattScaling(-1, 0));
        if (fitted == evidence.Rows)
        {
            return plain;
        }

        var scores = new double[evidence.Rows - fitted];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = plain.Score(evidence.Row(fitted + i));
        }

        return new ConfidencePredictor(means, deviations, weights, PlattScaling.Fit(scores, right[fitted..]));
    }

    /// <summary>Probability that the top class is right.</summary>
    public double Predict(ConfidenceEvidence evidence)
    {
        Span<double> row = stackalloc double[ConfidenceEvidence.Count];
        evidence.CopyTo(row);
        return Predict(row);
    }

    /// <summary>The same for a row as <see cref="ConfidenceEvidence.CopyTo"/> writes it, values from 0 to 1.</summary>
    public double Predict(ReadOnlySpan<double> row)
    {
        Check.Length(row.Length, ConfidenceEvidence.Count, nameof(row));
        foreach (var value in row)
        {
            Check.Range(value, 0, 1, nameof(row));
        }

        return _calibration.Transform(Score(row));
    }

    /// <summary>The probability of each row, to the bit as one by one.</summary>
    public double[] Predict(Matrix evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var answers = new double[evidence.Rows];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Predict(evidence.Row(i));
        }

        return answers;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _means);
        BinaryState.Write(writer, _deviations);
        BinaryState.Write(writer, _weights);
        _calibration.Save(writer);
    }

    public static ConfidencePredictor Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "confidence predictor");
        var (means, deviations, weights) = (new double[ConfidenceEvidence.Count], new double[ConfidenceEvidence.Count], new double[ConfidenceEvidence.Count + 1]);
        reader.ReadInto(means, "means");
        reader.ReadInto(deviations, "deviations");
        reader.ReadInto(weights, "weights");
        foreach (var value in (double[])[.. means, .. deviations, .. weights])
        {
            if (!(Math.Abs(value) <= Limit))
            {
                throw new InvalidDataException($"A saved number of the confidence predictor is {value:R}; it must be within {Limit}.");
            }
        }

        return new ConfidencePredictor(means, deviations, weights, PlattScaling.Load(reader));
    }

    private static (double[] Means, double[] Deviations) Moments(Matrix evidence, int rows)
    {
        var (means, deviations) = (new double[ConfidenceEvidence.Count], new double[ConfidenceEvidence.Count]);
        for (var j = 0; j < means.Length; j++)
        {
            var squares = 0.0;
            for (var i = 0; i < rows; i++)
            {
                var value = Value(evidence[i, j], j);
                var difference = value - means[j];
                means[j] += difference / (i + 1);
                squares += difference * (value - means[j]);
            }

            deviations[j] = Math.Sqrt(squares / rows);
        }

        return (means, deviations);
    }

    /// <summary>The top probability as log-odds, in which it adds up with other evidence; the rest as it is.</summary>
    private static double Value(double value, int column)
    {
        var p = Math.Clamp(value, 1e-6, 1 - 1e-6);
        return column == 0 ? Math.Log(p / (1 - p)) : value;
    }

    private static void Standardise(ReadOnlySpan<double> row, double[] means, double[] deviations, Span<double> z)
    {
        for (var j = 0; j < z.Length; j++)
        {
            z[j] = deviations[j] > 1e-9 ? (Value(row[j], j) - means[j]) / deviations[j] : 0;
        }
    }

    private double Score(ReadOnlySpan<double> row)
    {
        Span<double> z = stackalloc double[ConfidenceEvidence.Count];
        Standardise(row, _means, _deviations, z);
        var score = _weights[0];
        for (var j = 0; j < z.Length; j++)
        {
            score += _weights[j + 1] * z[j];
        }

        return score;
    }
}
