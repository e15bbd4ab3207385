namespace ActorTrading.Learning.Blending;

/// <summary>
/// Expert weights by exponentially weighted, discounted loss with fixed share (Herbster and Warmuth 1998) and sleeping experts
/// (Freund, Schapire, Singer, Warmuth 1997): v ∝ w^decay · exp(-eta · loss) among the awake, then w = (1 - share) · v + share / N.
/// </summary>
public sealed class FixedShareWeights : IExpertWeights
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
        Check.Range(eta, 0, 1000, nameof(eta));
        Check.Range(share, 0, 1, nameof(share));
        Check.Range(decay, 0, 1, nameof(decay));
        _weights = Awake.Priors(initial);
        _eta = eta;
        _share = share;
        _decay = decay;
    }

    public int Count => _weights.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Values => _weights;

    /// <inheritdoc/>
    public bool Among(ReadOnlySpan<bool> awake, Span<double> weights) => Awake.Among(_weights, awake, weights);

    /// <inheritdoc/>
    /// <remarks>Sleepers keep their weight but for the share.</remarks>
    public void Observe(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake)
    {
        var least = Awake.LeastLoss(losses, awake, Count);
        var mass = Awake.Mass(_weights, awake, out var count);
        if (count == 0)
        {
            return;
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

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "expert weights");
        reader.ReadInto(_weights, 0, 1 + 1e-6, "expert weights");
    }
}
