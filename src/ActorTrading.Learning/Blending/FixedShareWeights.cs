namespace ActorTrading.Learning.Blending;

/// <summary>
/// Expert weights by exponentially weighted, discounted loss with fixed share (Herbster and Warmuth 1998) and sleeping experts
/// (Freund, Schapire, Singer, Warmuth 1997): v ∝ w^decay · exp(-eta · loss) among the awake, then w = (1 - share) · v + share / N.
/// </summary>
public sealed class FixedShareWeights
{
    private const byte FormatVersion = 1;
    private readonly double[] _weights;
    private readonly double _eta;
    private readonly double _share;
    private readonly double _decay;

    /// <param name="initial">One weight per expert, from 0, sum over 0; scaled to sum 1. A weight of 0 can be earned through the share.</param>
    /// <param name="eta">How fast loss moves weight, from 0; 1 with log-loss is Bayes' rule.</param>
    /// <param name="share">Part of the weight spread evenly after each observation, 0 to 1.</param>
    /// <param name="decay">Part of the past (log weight) that is kept per observation, 0 to 1; 1 forgets nothing.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public FixedShareWeights(IReadOnlyList<double> initial, double eta, double share, double decay)
    {
        ArgumentNullException.ThrowIfNull(initial);
        Check.Range(initial.Count, 1, 10_000, "number of experts");
        Check.Range(eta, 0, 1000, nameof(eta));
        Check.Range(share, 0, 1, nameof(share));
        Check.Range(decay, 0, 1, nameof(decay));
        foreach (var weight in initial)
        {
            Check.Range(weight, 0, 1e9, nameof(initial));
        }

        Check.Range(initial.Sum(), 1e-12, double.MaxValue, "sum of the initial weights");
        _weights = [.. initial];
        Probabilities.Normalize(_weights);
        _eta = eta;
        _share = share;
        _decay = decay;
    }

    public int Count => _weights.Length;

    /// <summary>All weights, sum 1, sleepers included.</summary>
    public ReadOnlySpan<double> Values => _weights;

    /// <summary>Weights for a forecast: the awake ones scaled to sum 1, sleepers 0; even among the awake if none of them has weight.</summary>
    /// <returns>False (and all 0) if nobody is awake.</returns>
    public bool Among(ReadOnlySpan<bool> awake, Span<double> weights)
    {
        Check.Length(awake.Length, Count, nameof(awake));
        Check.Length(weights.Length, Count, nameof(weights));
        weights.Clear();
        var mass = AwakeMass(awake, out var count);
        for (var i = 0; i < Count && count > 0; i++)
        {
            weights[i] = !awake[i] ? 0 : mass > 0 ? _weights[i] / mass : 1.0 / count;
        }

        return count > 0;
    }

    /// <summary>Moves weight by the losses of the awake; sleepers keep theirs but for the share.</summary>
    /// <param name="losses">One per expert; those of sleepers are not looked at.</param>
    public void Observe(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake)
    {
        Check.Length(losses.Length, Count, nameof(losses));
        Check.Length(awake.Length, Count, nameof(awake));
        var mass = AwakeMass(awake, out var count);
        if (count == 0)
        {
            return;
        }

        var least = double.PositiveInfinity;
        for (var i = 0; i < Count; i++)
        {
            if (awake[i])
            {
                Check.Range(losses[i], double.MinValue, double.MaxValue, nameof(losses));
                least = Math.Min(least, losses[i]);
            }
        }

        var sum = 0.0;
        Span<double> moved = Count <= 256 ? stackalloc double[Count] : new double[Count];
        for (var i = 0; i < Count; i++)
        {
            moved[i] = awake[i] && _weights[i] > 0 ? Math.Pow(_weights[i], _decay) * Math.Exp(-_eta * (losses[i] - least)) : 0;
            sum += moved[i];
        }

        for (var i = 0; i < Count; i++)
        {
            // The awake share out among themselves what they had together.
            var updated = awake[i] && sum > 0 ? mass * (moved[i] / sum) : _weights[i];
            _weights[i] = ((1 - _share) * updated) + (_share / Count);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _weights);
    }

    /// <exception cref="InvalidDataException">Not a state of as many experts.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "expert weights");
        reader.ReadInto(_weights, "expert weights");
    }

    private double AwakeMass(ReadOnlySpan<bool> awake, out int count)
    {
        var mass = 0.0;
        count = 0;
        for (var i = 0; i < Count; i++)
        {
            if (awake[i])
            {
                mass += _weights[i];
                count++;
            }
        }

        return mass;
    }
}
