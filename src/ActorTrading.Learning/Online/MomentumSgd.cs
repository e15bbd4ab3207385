namespace ActorTrading.Learning.Online;

/// <summary>
/// The part that all gradient learners share: standardised rows, linear scores, and one step with momentum (Polyak 1964) along the
/// mean gradient of a mini-batch: v ← m·v − r·(g + L2·w), w ← w + v. The first batch only gathers scale and targets.
/// </summary>
internal sealed class MomentumSgd
{
    private readonly SgdOptions _options;
    private readonly RunningStandardizer _standardizer;
    private readonly WeightImportance _importance;

    // [output][padded feature]; the padding stays zero.
    private readonly double[] _weights;
    private readonly double[] _velocity;
    private readonly double[] _gradient;
    private readonly double[] _offsetVelocity;
    private readonly double[] _offsetGradient;
    private readonly double[] _firstSums;
    private int _inBatch;
    private long _batches;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public MomentumSgd(int featureCount, int outputs, SgdOptions options)
    {
        Check.Range(featureCount, 1, OnlineState.MaxFeatures, nameof(featureCount));
        options.Validate();
        _options = options;
        FeatureCount = featureCount;
        Padded = LinearKernel.Padded(featureCount);
        _standardizer = new RunningStandardizer(Padded, options.StandardizationWindow, options.Clip);
        _importance = new WeightImportance(featureCount);
        _weights = new double[outputs * Padded];
        _velocity = new double[outputs * Padded];
        _gradient = new double[outputs * Padded];
        Offsets = new double[outputs];
        _offsetVelocity = new double[outputs];
        _offsetGradient = new double[outputs];
        _firstSums = new double[outputs];
    }

    public int FeatureCount { get; }

    /// <summary>Length of a prepared row.</summary>
    public int Padded { get; }

    public double[] Offsets { get; }

    public ReadOnlySpan<double> FirstSums => _firstSums;

    /// <summary>Whether the first batch is full, so that scores mean something.</summary>
    public bool Warm => _batches > 0;

    public long Rows => (_batches * _options.MiniBatch) + _inBatch;

    public double[] Importance => _importance.Shares();

    public double LearningRate =>
        Math.Max(_options.LearningRateFloor, _options.LearningRate * Math.Pow(_options.LearningRateDecay, Math.Max(0, _batches - 1) / _options.DecayEveryBatches));

    /// <summary>Copies the row into <paramref name="x"/> with its padding, and its standardised form into <paramref name="z"/>.</summary>
    public void Prepare(ReadOnlySpan<double> row, Span<double> x, Span<double> z)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        row.CopyTo(x);
        x[FeatureCount..].Clear();
        _standardizer.Transform(x, z);
    }

    public void Score(ReadOnlySpan<double> z, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] = Offsets[k] + LinearKernel.Dot(_weights.AsSpan(k * Padded, Padded), z);
        }
    }

    /// <summary>Takes one row into the open batch.</summary>
    /// <param name="errors">Derivatives of the loss with respect to the scores; in the first batch what is to be summed in <see cref="FirstSums"/>.</param>
    /// <param name="rateLimit">Largest learning rate of a step that ends here.</param>
    /// <returns>True once, when the first batch is full: then the caller sets <see cref="Offsets"/>.</returns>
    public bool Learn(ReadOnlySpan<double> x, ReadOnlySpan<double> z, ReadOnlySpan<double> errors, double rateLimit = double.PositiveInfinity)
    {
        for (var k = 0; k < errors.Length; k++)
        {
            if (Warm)
            {
                LinearKernel.Add(_gradient.AsSpan(k * Padded, Padded), errors[k], z);
                _offsetGradient[k] += errors[k];
            }
            else
            {
                _firstSums[k] += errors[k];
            }
        }

        _standardizer.Update(x);
        if (++_inBatch < _options.MiniBatch)
        {
            return false;
        }

        var first = !Warm;
        if (!first)
        {
            Step(Math.Min(LearningRate, rateLimit));
        }

        _inBatch = 0;
        _batches++;
        return first;
    }

    public void Save(BinaryWriter writer)
    {
        SaveVersion1(writer);
        _importance.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        LoadVersion1(reader);
        _importance.Load(reader);
    }

    /// <summary>A state from before importance was tracked.</summary>
    public void LoadVersion1(BinaryReader reader)
    {
        _inBatch = reader.ReadInRange(0, _options.MiniBatch - 1, "rows in the open batch");
        _batches = reader.ReadRows("count of batches");
        foreach (var part in Parts())
        {
            reader.ReadFinite(part, "weights");
        }

        _standardizer.Load(reader);
    }

    private void SaveVersion1(BinaryWriter writer)
    {
        writer.Write(_inBatch);
        writer.Write(_batches);
        foreach (var part in Parts())
        {
            BinaryState.Write(writer, part);
        }

        _standardizer.Save(writer);
    }

    private double[][] Parts() => [_weights, _velocity, _gradient, Offsets, _offsetVelocity, _offsetGradient, _firstSums];

    private void Step(double rate)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            _velocity[i] = (_options.Momentum * _velocity[i]) - (rate * ((_gradient[i] / _options.MiniBatch) + (_options.L2 * _weights[i])));
            _weights[i] += _velocity[i];
        }

        for (var k = 0; k < Offsets.Length; k++)
        {
            _offsetVelocity[k] = (_options.Momentum * _offsetVelocity[k]) - (rate * (_offsetGradient[k] / _options.MiniBatch));
            Offsets[k] += _offsetVelocity[k];
        }

        Array.Clear(_gradient);
        Array.Clear(_offsetGradient);
        _importance.Add(_weights, Padded);
    }
}
