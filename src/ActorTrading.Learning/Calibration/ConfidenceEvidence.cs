namespace ActorTrading.Learning.Calibration;

/// <summary>What speaks for or against a forecast's top class, before the outcome is known.</summary>
/// <param name="Top">Probability of the top class, 0 to 1.</param>
/// <param name="Margin">How far it is above the second, 0 to 1.</param>
/// <param name="Entropy">-sum of p · ln p over ln of the number of classes: 0 certain, 1 even.</param>
/// <param name="Novelty">How unlike the training data the row is, 0 to 1, such as <see cref="Novelty.NoveltyReading.Score"/>.</param>
/// <param name="RecentAccuracy">Share of the latest answers, known by then, that were right, 0 to 1.</param>
public readonly record struct ConfidenceEvidence(double Top, double Margin, double Entropy, double Novelty, double RecentAccuracy)
{
    /// <summary>Columns of a row of evidence.</summary>
    public const int Count = 5;

    /// <summary>The evidence of a distribution. O(classes).</summary>
    /// <param name="probabilities">At least two, each from 0 to 1, sum 1.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static ConfidenceEvidence Of(ReadOnlySpan<double> probabilities, double novelty, double recentAccuracy)
    {
        Check.Range(probabilities.Length, 2, int.MaxValue, "number of classes");
        Check.Range(novelty, 0, 1, nameof(novelty));
        Check.Range(recentAccuracy, 0, 1, nameof(recentAccuracy));
        var top = Probabilities.ArgMax(probabilities);
        var (second, entropy) = (0.0, 0.0);
        for (var k = 0; k < probabilities.Length; k++)
        {
            Check.Range(probabilities[k], 0, 1, nameof(probabilities));
            second = k == top ? second : Math.Max(second, probabilities[k]);
            entropy -= probabilities[k] > 0 ? probabilities[k] * Math.Log(probabilities[k]) : 0;
        }

        return new ConfidenceEvidence(probabilities[top], probabilities[top] - second, Math.Clamp(entropy / Math.Log(probabilities.Length), 0, 1), novelty, recentAccuracy);
    }

    /// <summary>Writes the values in the order of the parameters, as a row for <see cref="ConfidencePredictor"/>.</summary>
    public void CopyTo(Span<double> row)
    {
        Check.Length(row.Length, Count, nameof(row));
        (row[0], row[1], row[2], row[3], row[4]) = (Top, Margin, Entropy, Novelty, RecentAccuracy);
    }
}
