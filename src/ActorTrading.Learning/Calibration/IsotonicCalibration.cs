namespace ActorTrading.Learning.Calibration;

/// <summary>The non-decreasing step function closest to the labels in least squares, by pooling adjacent violators (Ayer et al. 1955). Wants about 1,000 rows.</summary>
public sealed class IsotonicCalibration
{
    private readonly double[] _starts;
    private readonly double[] _values;

    private IsotonicCalibration(double[] starts, double[] values)
    {
        _starts = starts;
        _values = values;
    }

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
    public double Transform(double score)
    {
        var at = Array.BinarySearch(_starts, score);
        return _values[Math.Max(0, at >= 0 ? at : ~at - 1)];
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
