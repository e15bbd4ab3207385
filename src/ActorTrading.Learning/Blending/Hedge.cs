namespace ActorTrading.Learning.Blending;

/// <summary>
/// Hedge (Freund and Schapire 1997), exponentially weighted average forecaster: w ∝ prior · exp(-eta · sum of losses). Competes with
/// the best single expert; where the best one changes, take <see cref="FixedShareWeights"/>.
/// </summary>
/// <remarks>
/// For losses in [0, 1], even priors and a forecast that is the weighted mean, the sum of losses exceeds that of the best of N
/// experts after T rounds by at most sqrt(T · ln N / 2) with <see cref="BestEta"/>, and by at most 2 · sqrt(T · ln N / 2) +
/// sqrt(ln N / 8) without a fixed eta, for every T (Cesa-Bianchi and Lugosi 2006, theorems 2.2 and 2.3). A sleeper is charged the
/// loss that keeps its weight (Freund, Schapire, Singer, Warmuth 1997).
/// </remarks>
public sealed class Hedge : IExpertWeights
{
    private const byte FormatVersion = 1;
    private readonly double[] _priors;
    private readonly double[] _weights;

    // Cumulative, less the least one: a long life must not cost the digits of the differences.
    private readonly double[] _losses;
    private readonly double? _eta;
    private long _rounds;

    /// <param name="initial">One prior per expert, from 0, sum over 0; scaled to sum 1. A prior of 0 stays 0.</param>
    /// <param name="eta">How fast loss moves weight, 0 to 1,000; null takes sqrt(8 · ln N / t) in round t, which needs no horizon.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public Hedge(IReadOnlyList<double> initial, double? eta = null)
    {
        Check.Range(eta ?? 0, 0, 1000, nameof(eta));
        _priors = Awake.Priors(initial);
        _weights = new double[_priors.Length];
        _losses = new double[_priors.Length];
        _eta = eta;
        Weigh();
    }

    public int Count => _weights.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Values => _weights;

    /// <summary>The eta in force for the next round.</summary>
    public double Eta => _eta ?? Math.Sqrt(8 * Math.Log(Count) / (_rounds + 1));

    /// <summary>sqrt(8 · ln N / T): the best eta for losses in [0, 1] when the number of rounds is known.</summary>
    public static double BestEta(int experts, long rounds)
    {
        Check.Range(experts, 1, 10_000, nameof(experts));
        Check.Range(rounds, 1, long.MaxValue, nameof(rounds));
        return Math.Sqrt(8 * Math.Log(experts) / rounds);
    }

    /// <inheritdoc/>
    public bool Among(ReadOnlySpan<bool> awake, Span<double> weights) => Awake.Among(_weights, awake, weights);

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake)
    {
        var least = Awake.LeastLoss(losses, awake, Count);
        var mass = Awake.Mass(_weights, awake, out var count);
        if (count == 0)
        {
            return;
        }

        var charged = count < Count ? MixLoss(losses, awake, least, mass) : 0;
        for (var i = 0; i < Count; i++)
        {
            _losses[i] += (awake[i] ? losses[i] : charged) - least;
        }

        _rounds++;
        Weigh();
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_rounds);
        BinaryState.Write(writer, _losses);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "hedge weights");
        var rounds = reader.ReadInt64();
        reader.ReadInto(_losses, "cumulative losses");
        foreach (var loss in _losses)
        {
            if (rounds is < 0 or > 1L << 60 || !(Math.Abs(loss) <= 1e120))
            {
                throw new InvalidDataException($"The saved number of rounds is {rounds} and a cumulative loss {loss:R}; both must be in range.");
            }
        }

        _rounds = rounds;
        Weigh();
    }

    /// <summary>-ln(mean of exp(-eta · loss)) / eta over the awake: charged to sleepers, it leaves their part of the weight as it is.</summary>
    private double MixLoss(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake, double least, double mass)
    {
        var eta = Eta;
        if (!(eta > 0) || !(mass > 0))
        {
            return least;
        }

        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            sum += awake[i] ? _weights[i] / mass * Math.Exp(-eta * (losses[i] - least)) : 0;
        }

        return least - (Math.Log(Math.Max(sum, double.Epsilon)) / eta);
    }

    private void Weigh()
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < Count; i++)
        {
            least = _priors[i] > 0 ? Math.Min(least, _losses[i]) : least;
        }

        var eta = Eta;
        for (var i = 0; i < Count; i++)
        {
            _losses[i] -= least;
            _weights[i] = _priors[i] > 0 ? _priors[i] * Math.Exp(-eta * _losses[i]) : 0;
        }

        Probabilities.Normalize(_weights);
    }
}
