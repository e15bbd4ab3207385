namespace ActorTrading.Learning;

/// <summary>Arithmetic on class distributions that every model shares, so that all of them give the same bits for the same scores.</summary>
public static class Probabilities
{
    /// <summary>Floor under a probability before its logarithm is taken.</summary>
    public const double Clip = 1e-15;

    /// <summary>Turns scores into probabilities in place: exp(s - max) / sum, in index order. O(classes).</summary>
    public static void Softmax(Span<double> scores)
    {
        var max = scores[0];
        for (var i = 1; i < scores.Length; i++)
        {
            max = Math.Max(max, scores[i]);
        }

        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Exp(scores[i] - max);
            sum += scores[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }

    /// <summary>-ln of the probability given to what happened, clipped at <see cref="Clip"/>; nats.</summary>
    public static double LogLoss(double probability) => -Math.Log(Math.Max(probability, Clip));

    /// <summary>Index of the largest value; the first one on a tie.</summary>
    public static int ArgMax(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Divides by the sum, in index order; all zero becomes uniform.</summary>
    public static void Normalize(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = sum > 0 ? values[i] / sum : 1.0 / values.Length;
        }
    }
}
