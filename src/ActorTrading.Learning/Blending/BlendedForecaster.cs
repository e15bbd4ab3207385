using ActorTrading.Learning.Calibration;
using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Blending;

/// <summary>
/// One horizon's forecast from many experts: weights earned by log-loss, a recalibrated distribution, and a return interval
/// with the promised coverage. Changes only through <see cref="Observe"/>. One owner at a time.
/// </summary>
public sealed class BlendedForecaster
{
    private const byte FormatVersion = 2;
    private readonly BlendOptions _options;
    private FixedShareWeights _weights;
    private readonly VectorScalingCalibrator? _calibrator;
    private readonly ConfidenceCalibrator? _confidence;
    private readonly AdaptiveConformalInterval _interval;
    private readonly ClassReturns _returns;

    /// <exception cref="ArgumentException">No expert, or a value out of range; the message names it.</exception>
    public BlendedForecaster(BlendOptions options, IReadOnlyList<ExpertPrior> experts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(experts);
        options.Validate();
        _options = options;
        Experts = [.. experts];
        var overlap = Math.Sqrt(options.OverlappingOutcomes);
        _weights = NewWeights();
        _calibrator = options.Recalibration is { } recalibration
            ? new VectorScalingCalibrator(options.ClassCount, recalibration with { Strength = recalibration.Strength * overlap })
            : null;
        _confidence = options.Confidence is { } confidence
            ? new ConfidenceCalibrator(options.ClassCount, confidence with { LearningRate = confidence.LearningRate / overlap })
            : null;
        _interval = new AdaptiveConformalInterval(options.Interval with { Gamma = options.Interval.Gamma / overlap });
        _returns = new ClassReturns(options.ClassCount, options.ReturnMemory);
    }

    public IReadOnlyList<ExpertPrior> Experts { get; }

    /// <summary>Weights as they stand, sleepers included, sum 1.</summary>
    public ReadOnlySpan<double> Weights => _weights.Values;

    /// <summary>Outcomes learned from.</summary>
    public long Outcomes { get; private set; }

    /// <summary>Blends the experts' distributions. If nobody is awake, the forecast is the frequencies of the outcomes so far.</summary>
    /// <param name="expertProbabilities">[expert, class] row-major; a row with a value that is not finite or not in [0, 1] is a sleeper.</param>
    /// <param name="scale">Predicted standard deviation of the return over the horizon; if not from 1e-100 to 1e100, the root mean square outcome so far is taken.</param>
    /// <exception cref="ArgumentException">The number of values is not experts times classes.</exception>
    public BlendedForecast Forecast(ReadOnlySpan<double> expertProbabilities, double scale)
    {
        var classes = _options.ClassCount;
        Check.Length(expertProbabilities.Length, Experts.Count * classes, nameof(expertProbabilities));
        var weights = new double[Experts.Count];
        var raw = new double[classes];
        Span<bool> awake = stackalloc bool[Experts.Count];
        FindAwake(expertProbabilities, awake);
        if (_weights.Among(awake, weights))
        {
            Pool(expertProbabilities, weights, raw);
        }
        else
        {
            _returns.BaseRates(raw);
        }

        var calibrated = new double[classes];
        if (_calibrator is null)
        {
            raw.CopyTo(calibrated, 0);
        }
        else
        {
            _calibrator.Transform(raw, calibrated);
        }

        _confidence?.Transform(calibrated, raw);
        scale = scale is >= 1e-100 and <= 1e100 ? scale : _returns.Scale;
        var expected = _returns.Expected(calibrated);
        return new BlendedForecast(expertProbabilities.ToArray(), weights, raw, calibrated, expected, scale, _interval.Interval(expected, scale));
    }

    /// <summary>Learns from the outcome of a forecast; call in the order in which outcomes become known.</summary>
    /// <param name="label">The class that came true.</param>
    /// <param name="outcomeReturn">Simple return over the horizon; finite.</param>
    public void Observe(BlendedForecast forecast, int label, double outcomeReturn)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        Check.Label(label, _options.ClassCount);
        Check.Range(outcomeReturn, -1e6, 1e6, nameof(outcomeReturn));
        Check.Length(forecast.Weights.Length, Experts.Count, "The forecast's weights");
        Span<bool> awake = stackalloc bool[Experts.Count];
        Span<double> losses = stackalloc double[Experts.Count];
        FindAwake(forecast.ExpertProbabilities, awake);
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = awake[i] ? Probabilities.LogLoss(forecast.ExpertProbabilities[(i * _options.ClassCount) + label]) : 0;
        }

        _weights.Observe(losses, awake);
        _calibrator?.Observe(forecast.Raw, label);
        _confidence?.Observe(forecast.Probabilities, forecast.Raw, label);
        var covered = outcomeReturn >= forecast.IntervalLow && outcomeReturn <= forecast.IntervalHigh;
        _interval.Observe((outcomeReturn - forecast.ExpectedReturn) / forecast.Scale, covered, forecast.Scale);
        _returns.Observe(label, outcomeReturn);
        Outcomes++;
    }

    /// <summary>Puts the weights back to where they started; calibration, interval and class means stay as learnt.</summary>
    public void ResetWeights() => _weights = NewWeights();

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Outcomes);
        writer.Write(_calibrator is not null);
        writer.Write(_confidence is not null);
        _weights.Save(writer);
        _calibrator?.Save(writer);
        _confidence?.Save(writer);
        _interval.Save(writer);
        _returns.Save(writer);
    }

    /// <exception cref="InvalidDataException">Not the state of a forecaster with the same options and experts.</exception>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version is 0 or > FormatVersion)
        {
            throw new InvalidDataException($"The saved blended forecaster has format version {version}; this program reads 1 to {FormatVersion}.");
        }

        Outcomes = reader.ReadLong(0, long.MaxValue - 1, "number of outcomes");
        if (reader.ReadBoolean() != _calibrator is not null)
        {
            throw new InvalidDataException("The saved forecaster and this one differ in whether they recalibrate.");
        }

        // Version 1 knew no correction of the confidence: it starts from none.
        var hasConfidence = version >= 2;
        if (hasConfidence && reader.ReadBoolean() != _confidence is not null)
        {
            throw new InvalidDataException("The saved forecaster and this one differ in whether they correct the confidence.");
        }

        _weights.Load(reader);
        _calibrator?.Load(reader);
        if (hasConfidence)
        {
            _confidence?.Load(reader);
        }

        _interval.Load(reader);
        _returns.Load(reader);
    }

    private FixedShareWeights NewWeights() =>
        new([.. Experts.Select(e => e.Weight)], _options.Eta / Math.Sqrt(_options.OverlappingOutcomes), _options.Share, _options.Decay);

    private void FindAwake(ReadOnlySpan<double> probabilities, Span<bool> awake)
    {
        for (var i = 0; i < awake.Length; i++)
        {
            awake[i] = true;
            foreach (var p in probabilities.Slice(i * _options.ClassCount, _options.ClassCount))
            {
                awake[i] &= p is >= 0 and <= 1;
            }
        }
    }

    private void Pool(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights, Span<double> blend)
    {
        var logarithmic = _options.Pool == BlendPool.Logarithmic;
        for (var i = 0; i < weights.Length; i++)
        {
            for (var k = 0; k < blend.Length && weights[i] > 0; k++)
            {
                var p = probabilities[(i * blend.Length) + k];
                blend[k] += weights[i] * (logarithmic ? Math.Log(Math.Max(p, Probabilities.Clip)) : p);
            }
        }

        if (logarithmic)
        {
            Probabilities.Softmax(blend);
        }
        else
        {
            Probabilities.Normalize(blend);
        }
    }
}
