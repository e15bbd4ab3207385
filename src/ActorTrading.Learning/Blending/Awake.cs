namespace ActorTrading.Learning.Blending;

/// <summary>What all expert weights do alike when some experts sleep.</summary>
internal static class Awake
{
    /// <summary>Priors as a distribution.</summary>
    public static double[] Priors(IReadOnlyList<double> initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        Check.Range(initial.Count, 1, 10_000, "number of experts");
        foreach (var weight in initial)
        {
            Check.Range(weight, 0, 1e9, nameof(initial));
        }

        Check.Range(initial.Sum(), 1e-12, double.MaxValue, "sum of the initial weights");
        double[] priors = [.. initial];
        Probabilities.Normalize(priors);
        return priors;
    }

    /// <summary><see cref="IExpertWeights.Among"/> for weights that sum to 1.</summary>
    public static bool Among(ReadOnlySpan<double> all, ReadOnlySpan<bool> awake, Span<double> weights)
    {
        Check.Length(awake.Length, all.Length, nameof(awake));
        Check.Length(weights.Length, all.Length, nameof(weights));
        weights.Clear();
        var mass = Mass(all, awake, out var count);
        for (var i = 0; i < all.Length && count > 0; i++)
        {
            weights[i] = !awake[i] ? 0 : mass > 0 ? all[i] / mass : 1.0 / count;
        }

        return count > 0;
    }

    /// <summary>Weight of the awake together, and how many they are.</summary>
    public static double Mass(ReadOnlySpan<double> all, ReadOnlySpan<bool> awake, out int count)
    {
        var mass = 0.0;
        count = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (awake[i])
            {
                mass += all[i];
                count++;
            }
        }

        return mass;
    }

    /// <summary>Checks losses and returns the least one of the awake; infinity if nobody is.</summary>
    public static double LeastLoss(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake, int count)
    {
        Check.Length(losses.Length, count, nameof(losses));
        Check.Length(awake.Length, count, nameof(awake));
        var least = double.PositiveInfinity;
        for (var i = 0; i < count; i++)
        {
            if (awake[i])
            {
                Check.Range(losses[i], -1e100, 1e100, nameof(losses));
                least = Math.Min(least, losses[i]);
            }
        }

        return least;
    }
}
