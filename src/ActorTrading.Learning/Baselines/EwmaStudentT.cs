using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Baselines;

/// <summary>
/// A fat-tailed bell around zero whose width is the exponentially weighted volatility (RiskMetrics 1996), grown by the square
/// root of time. Tail and width are corrected by <see cref="Learn"/>: the degrees of freedom and the factor on the scale with
/// the highest discounted likelihood on a small grid. Use one instance per horizon.
/// </summary>
public sealed class EwmaStudentT
{
    private const byte FormatVersion = 1;
    private const double FallbackDeviation = 0.005;

    /// <summary>Beyond it, squares and their logarithms would leave the range of double and never come back.</summary>
    private const double Largest = 1e100;
    private static readonly double[] Factors = [0.5, 0.58, 0.67, 0.75, 0.82, 0.88, 0.94, 1, 1.06, 1.13, 1.21, 1.3, 1.45, 1.65, 1.9];
    private readonly EwmaStudentTOptions _options;
    private readonly double[] _degrees;
    private readonly double[] _constants;
    private readonly double[] _logLikelihood;
    private double _variance;
    private long _bars;
    private int _best;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public EwmaStudentT(EwmaStudentTOptions? options = null)
    {
        _options = options ?? new EwmaStudentTOptions();
        _options.Validate();
        _degrees = [_options.DegreesOfFreedom, 2.5, 3, 3.5, 4, 5, 6, 8, 12, 30];
        _constants = [.. _degrees.Select(StudentT.LogDensityConstant)];
        _logLikelihood = new double[_degrees.Length * Factors.Length];

        // A head start of a few nats: the configured shape holds until the evidence is clear.
        _best = Array.IndexOf(Factors, 1.0);
        _logLikelihood[_best] = 3;
    }

    /// <summary>Degrees of freedom in force.</summary>
    public double DegreesOfFreedom => _degrees[_best / Factors.Length];

    /// <summary>Factor on the scale in force.</summary>
    public double ScaleFactor => Factors[_best % Factors.Length];

    /// <summary>Takes in the log return of one bar. Values that are not within ±1e100 are left out.</summary>
    public void Update(double logReturnPerBar)
    {
        if (!(Math.Abs(logReturnPerBar) <= Largest))
        {
            return;
        }

        // A plain mean at first, so that the first bar does not stand for a whole day.
        _bars++;
        var share = Math.Max(1 - _options.Lambda, 1.0 / _bars);
        _variance += share * ((logReturnPerBar * logReturnPerBar) - _variance);
    }

    /// <summary>Plain standard deviation of the log return over <paramref name="barsAhead"/> bars, before the learned factor; over 0.</summary>
    /// <param name="barsAhead">1e-9 to 1e9.</param>
    public double Scale(double barsAhead)
    {
        Check.Range(barsAhead, 1e-9, 1e9, nameof(barsAhead));
        var deviation = _bars == 0 ? FallbackDeviation : Math.Sqrt(_variance);
        return Math.Max(deviation, 1e-9) * Math.Sqrt(barsAhead);
    }

    /// <summary>Learns tail and factor from an outcome.</summary>
    /// <param name="logReturn">What the log return over the horizon was.</param>
    /// <param name="scale">What <see cref="Scale"/> said when the forecast was made.</param>
    /// <remarks>About 150 logarithms; no allocation. A return or scale beyond 1e100, or a scale under 1e-100, teaches nothing.</remarks>
    public void Learn(double logReturn, double scale)
    {
        if (!(Math.Abs(logReturn) <= Largest && scale is >= 1 / Largest and <= Largest))
        {
            return;
        }

        var best = _best;
        for (var i = 0; i < _logLikelihood.Length; i++)
        {
            var degrees = _degrees[i / Factors.Length];
            var unit = Unit(scale * Factors[i % Factors.Length], degrees);
            var t = logReturn / unit;
            var logDensity = _constants[i / Factors.Length] - ((degrees + 1) / 2 * Math.Log(1 + (t * t / degrees))) - Math.Log(unit);
            _logLikelihood[i] = (_options.ShapeMemory * _logLikelihood[i]) + logDensity;
            best = _logLikelihood[i] > _logLikelihood[best] ? i : best;
        }

        _best = best;
    }

    /// <summary>Probabilities of a simple return under -<paramref name="lower"/>, in between, and over <paramref name="upper"/>.</summary>
    /// <param name="lower">Size of the fall, between 0 and 1 (0.01 is 1 %).</param>
    /// <param name="upper">Size of the rise, over 0.</param>
    /// <param name="probabilities">Length 3: down, flat, up.</param>
    public void PredictProba(double barsAhead, double lower, double upper, Span<double> probabilities)
    {
        Check.Range(barsAhead, 1e-9, 1e9, nameof(barsAhead));
        Check.Range(lower, 0, 0.999999, nameof(lower));
        Check.Range(upper, 0, 1e9, nameof(upper));
        Check.Length(probabilities.Length, 3, "The result");
        var unit = Unit(Scale(barsAhead) * ScaleFactor, DegreesOfFreedom);
        var down = StudentT.Cdf(Math.Log(1 - lower) / unit, DegreesOfFreedom);
        var up = StudentT.Cdf(-Math.Log(1 + upper) / unit, DegreesOfFreedom);
        probabilities[0] = down;
        probabilities[1] = Math.Max(0, 1 - down - up);
        probabilities[2] = up;
    }

    /// <summary>The log return over <paramref name="barsAhead"/> bars that is not passed with <paramref name="probability"/>.</summary>
    public double Quantile(double probability, double barsAhead) =>
        StudentT.Quantile(probability, DegreesOfFreedom) * Unit(Scale(barsAhead) * ScaleFactor, DegreesOfFreedom);

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_variance);
        writer.Write(_bars);
        writer.Write(_best);
        BinaryState.Write(writer, _logLikelihood);
    }

    /// <exception cref="InvalidDataException">Not a state of this kind.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "volatility forecaster");
        _variance = reader.ReadInRange(0, Largest * Largest, "variance");
        _bars = reader.ReadLong(0, long.MaxValue - 1, "number of bars");
        _best = reader.ReadInRange(0, _logLikelihood.Length - 1, "shape");
        reader.ReadInto(_logLikelihood, -Largest, Largest, "shape likelihoods");
    }

    /// <summary>Unit of a t variable whose standard deviation is <paramref name="deviation"/>.</summary>
    private static double Unit(double deviation, double degrees) => deviation * Math.Sqrt((degrees - 2) / degrees);
}
