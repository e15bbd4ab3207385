namespace ActorTrading.Learning.Blending;

/// <summary>
/// Bernstein online aggregation (Wintenberger 2017): exponential weights on l · (1 + eta · l), l an expert's loss less the mean
/// loss, so that steady experts are preferred to those that are as good on average but erratic.
/// </summary>
/// <remarks>
/// With a fixed eta: w ∝ prior · exp(-eta · sum of l · (1 + eta · l)); while eta · l ≤ 1/2, the sum of mean losses exceeds that of
/// expert j by at most ln(1/prior) / eta + eta · sum of l². Without: a rate per expert, min(1/E, sqrt(ln(1/prior) / sum of l²)),
/// E twice the range of l so far rounded up to a power of 2, and w ∝ rate · prior · exp(-rate · L), L the sum of
/// (l · (1 + rate · l) + E · [rate · l over 1/2]) / 2: the same order of regret without anything to choose. A sleeper has l = 0.
/// </remarks>
public sealed class BernsteinAggregation : IExpertWeights
{
    private const byte FormatVersion = 1;
    private readonly double[] _priors;
    private readonly double[] _weights;
    private readonly double[] _regularised;
    private readonly double[] _squares;
    private readonly double? _eta;
    private double _range;

    /// <param name="initial">One prior per expert, from 0, sum over 0; scaled to sum 1. A prior of 0 stays 0.</param>
    /// <param name="eta">How fast loss moves weight, over 0 to 1,000, at most 1/2 over the range of the losses for the bound to hold; null adapts.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public BernsteinAggregation(IReadOnlyList<double> initial, double? eta = null)
    {
        Check.Range(eta ?? 1, 1e-12, 1000, nameof(eta));
        _priors = Awake.Priors(initial);
        _weights = new double[_priors.Length];
        _regularised = new double[_priors.Length];
        _squares = new double[_priors.Length];
        _eta = eta;
        Weigh();
    }

    public int Count => _weights.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Values => _weights;

    /// <summary>The learning rate of one expert as it stands; 1 while no expert has differed from another.</summary>
    public double Rate(int expert)
    {
        Check.Range(expert, 0, Count - 1, nameof(expert));
        return _eta ?? (_range > 0
            ? Math.Min(1 / _range, _squares[expert] > 0 ? Math.Sqrt(-Math.Log(_priors[expert]) / _squares[expert]) : double.PositiveInfinity)
            : 1);
    }

    /// <inheritdoc/>
    public bool Among(ReadOnlySpan<bool> awake, Span<double> weights) => Awake.Among(_weights, awake, weights);

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake)
    {
        var least = Awake.LeastLoss(losses, awake, Count);
        Span<double> used = Count <= 256 ? stackalloc double[Count] : new double[Count];
        if (!Among(awake, used))
        {
            return;
        }

        var mean = 0.0;
        var largest = 0.0;
        for (var i = 0; i < Count; i++)
        {
            mean += awake[i] ? used[i] * (losses[i] - least) : 0;
        }

        for (var i = 0; i < Count; i++)
        {
            largest = awake[i] ? Math.Max(largest, Math.Abs(losses[i] - least - mean)) : largest;
        }

        _range = Math.Max(_range, TwicePowerOfTwo(largest));
        for (var i = 0; i < Count; i++)
        {
            if (awake[i] && _priors[i] > 0)
            {
                Learn(i, losses[i] - least - mean);
            }
        }

        Weigh();
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_range);
        BinaryState.Write(writer, _regularised);
        BinaryState.Write(writer, _squares);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "Bernstein weights");
        _range = reader.ReadDouble();
        reader.ReadInto(_regularised, "regularised losses");
        reader.ReadInto(_squares, "squared losses");
        for (var i = 0; i < Count; i++)
        {
            if (!(_range is >= 0 and <= 1e120 && Math.Abs(_regularised[i]) <= 1e250 && _squares[i] is >= 0 and <= 1e250))
            {
                throw new InvalidDataException($"Expert {i} has the saved sums {_regularised[i]:R} and {_squares[i]:R}, range {_range:R}; all must be in range.");
            }
        }

        Weigh();
    }

    private static double TwicePowerOfTwo(double value)
    {
        if (!(value > 0))
        {
            return 0;
        }

        var power = Math.ScaleB(1, Math.ILogB(value));
        return 2 * (power < value ? 2 * power : power);
    }

    private void Learn(int i, double loss)
    {
        var rate = Rate(i);
        _squares[i] += loss * loss;
        _regularised[i] += _eta is not null
            ? loss * (1 + (rate * loss))
            : 0.5 * ((loss * (1 + (rate * loss))) + (rate * loss > 0.5 ? _range : 0));
    }

    private void Weigh()
    {
        var largest = double.NegativeInfinity;
        for (var i = 0; i < Count; i++)
        {
            _weights[i] = _priors[i] > 0 ? LogWeight(i) : double.NegativeInfinity;
            largest = Math.Max(largest, _weights[i]);
        }

        for (var i = 0; i < Count; i++)
        {
            _weights[i] = Math.Exp(_weights[i] - largest);
        }

        Probabilities.Normalize(_weights);
    }

    private double LogWeight(int i)
    {
        var rate = Rate(i);

        // A certain prior has rate 0 and stays certain; the logarithm of its rate says nothing.
        return Math.Log(_priors[i]) - (rate * _regularised[i]) + (_eta is null && rate > 0 ? Math.Log(rate) : 0);
    }
}
