namespace ActorTrading.Learning.Calibration;

/// <summary>The non-decreasing step function closest to the labels in least squares, by pooling adjacent violators (Ayer et al. 1955). Wants about 1,000 rows.</summary>
public sealed class IsotonicCalibration : IRegressor, ISavedModel<IsotonicCalibration>
{
    private const byte FormatVersion = 1;

    /// <summary>More steps than any training set has: n rows make about n^(2/3) different frequencies at most.</summary>
    private const int MaxSteps = 10_000_000;

    private readonly double[] _starts;
    private readonly double[] _values;

    private IsotonicCalibration(double[] starts, double[] values)
    {
        _starts = starts;
        _values = values;
    }

    public static string Kind => "isotonic";

    /// <summary>A row is one score.</summary>
    public int FeatureCount => 1;

    /// <summary>Fits the steps. O(rows · log rows).</summary>
    /// <exception cref="ArgumentException">Lengths differ or are 0, or a score is not finite.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Check.Range(scores.Length, 1, int.MaxValue, "number of scores");
        Check.Length(labels.Length, scores.Length, nameof(labels));
        var sorted = scores.ToArray();
        var order = labels.ToArray();
        foreach (var score in sorted)
        {
            Check.Range(score, double.MinValue, double.MaxValue, nameof(scores));
        }

        Array.Sort(sorted, order);
        var blocks = new List<(double Start, double Sum, int Count)>();
        for (var i = 0; i < sorted.Length; i++)
        {
            var value = order[i] ? 1.0 : 0.0;
            if (i > 0 && sorted[i] == sorted[i - 1])
            {
                var last = blocks[^1];
                blocks[^1] = (last.Start, last.Sum + value, last.Count + 1);
            }
            else
            {
                Pool(blocks);
                blocks.Add((sorted[i], value, 1));
            }
        }

        Pool(blocks);
        return new IsotonicCalibration([.. blocks.Select(b => b.Start)], [.. blocks.Select(b => b.Sum / b.Count)]);
    }

    /// <summary>The step that holds <paramref name="score"/>; scores under the first step get its value. O(log steps).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not finite.</exception>
    public double Transform(double score)
    {
        Check.Range(score, double.MinValue, double.MaxValue, nameof(score));
        var at = Array.BinarySearch(_starts, score);
        return _values[Math.Max(0, at >= 0 ? at : ~at - 1)];
    }

    /// <summary>The step of each score, to the bit as one by one.</summary>
    public void Transform(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Check.Length(probabilities.Length, scores.Length, nameof(probabilities));
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = Transform(scores[i]);
        }
    }

    /// <summary>The step of a row that is one finite score.</summary>
    public double Predict(ReadOnlySpan<double> row)
    {
        Check.FiniteRow(row, 1);
        return Transform(row[0]);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_starts.Length);
        for (var i = 0; i < _starts.Length; i++)
        {
            writer.Write(_starts[i]);
            writer.Write(_values[i]);
        }
    }

    public static IsotonicCalibration Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "isotonic calibration");
        var count = reader.ReadInRange(1, MaxSteps, "number of steps");
        var steps = new List<(double Start, double Value)>();
        for (var i = 0; i < count; i++)
        {
            var (start, value) = (reader.ReadDouble(), reader.ReadDouble());
            if (!double.IsFinite(start) || !(value is >= 0 and <= 1) || (i > 0 && !(start > steps[^1].Start && value > steps[^1].Value)))
            {
                throw new InvalidDataException($"The saved step {i} starts at {start:R} with {value:R}; both must ascend, values from 0 to 1.");
            }

            steps.Add((start, value));
        }

        return new IsotonicCalibration([.. steps.Select(s => s.Start)], [.. steps.Select(s => s.Value)]);
    }

    /// <summary>Merges from the end while the last step is not above the one before it.</summary>
    private static void Pool(List<(double Start, double Sum, int Count)> blocks)
    {
        while (blocks.Count > 1 && blocks[^2].Sum * blocks[^1].Count >= blocks[^1].Sum * blocks[^2].Count)
        {
            var last = blocks[^1];
            blocks.RemoveAt(blocks.Count - 1);
            blocks[^1] = (blocks[^1].Start, blocks[^1].Sum + last.Sum, blocks[^1].Count + last.Count);
        }
    }
}
