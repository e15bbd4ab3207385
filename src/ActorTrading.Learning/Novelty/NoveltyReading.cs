namespace ActorTrading.Learning.Novelty;

/// <summary>How unlike the training data one row is.</summary>
/// <param name="Distance">Root mean square of its decorrelated deviations: about 1 for a usual row, from 0.</param>
/// <param name="Score">Share of the training rows that are nearer, 0 to 1; beyond the farthest of n rows 1 - (its distance / this one) / (n + 1).</param>
/// <param name="Familiarity">How far a model's answer deserves belief: 1 up to the distance of usual rows, then that distance over this one; over 0.</param>
public readonly record struct NoveltyReading(double Distance, double Score, double Familiarity)
{
    /// <summary>
    /// Lowers the confidence of a forecast: familiarity · forecast + (1 - familiarity) · base rates. A row twice as far out as usual
    /// ones keeps half of what the model says; what the model cannot know goes to what is known without it.
    /// </summary>
    /// <param name="probabilities">The model's distribution.</param>
    /// <param name="baseRates">How often each class comes at all, sum 1.</param>
    /// <param name="lowered">Takes the result; may be <paramref name="probabilities"/> itself.</param>
    public void Lower(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> baseRates, Span<double> lowered)
    {
        Check.Length(baseRates.Length, probabilities.Length, nameof(baseRates));
        Check.Length(lowered.Length, probabilities.Length, nameof(lowered));
        for (var k = 0; k < lowered.Length; k++)
        {
            Check.Range(probabilities[k], 0, 1, nameof(probabilities));
            Check.Range(baseRates[k], 0, 1, nameof(baseRates));
            lowered[k] = (Familiarity * probabilities[k]) + ((1 - Familiarity) * baseRates[k]);
        }
    }
}
