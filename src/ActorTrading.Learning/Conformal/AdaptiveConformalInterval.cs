using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Conformal;

/// <summary>
/// Prediction intervals whose working level follows the misses: alpha' = alpha' + gamma · (alpha - miss) (Gibbs and Candès 2021),
/// on signed residuals (outcome - center) / scale of a sliding window, half of the level in each tail. There can be several levels over
/// the ranks of the scale, linear between, so that misses of calm times do not pay for wild ones.
/// </summary>
/// <remarks>The rank is that of a log-normal scale with the mean and spread of those seen, exponentially forgotten: it needs no memory of them.</remarks>
public sealed class AdaptiveConformalInterval
{
    private const byte FormatVersion = 2;

    /// <summary>Of the logarithm of the scale, before there are two to tell, and at least.</summary>
    private const double FirstVariance = 0.25;
    private const double LeastVariance = 1e-4;

    /// <summary>Farther than any run of misses takes a level.</summary>
    private const double MaxLevel = 1e12;

    private readonly AdaptiveConformalOptions _options;
    private readonly double[] _arrivals;
    private readonly double[] _sorted;
    private readonly double _fallback;
    private readonly double[] _levels;
    private double _meanLogScale;
    private double _varianceOfLogScale = FirstVariance;
    private long _scales;
    private int _next;
    private int _filled;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AdaptiveConformalInterval(AdaptiveConformalOptions? options = null)
    {
        _options = options ?? new AdaptiveConformalOptions();
        _options.Validate();
        _arrivals = new double[_options.Window];
        _sorted = new double[_options.Window];
        var degrees = _options.FallbackDegreesOfFreedom;
        _fallback = StudentT.Quantile(1 - (_options.Alpha / 2), degrees) * Math.Sqrt((degrees - 2) / degrees);
        _levels = new double[_options.Levels];
        Array.Fill(_levels, _options.Alpha);
    }

    /// <summary>Mean of the working levels; may leave [0, 1] for a while when misses come in runs.</summary>
    public double Alpha
    {
        get
        {
            var sum = 0.0;
            foreach (var level in _levels)
            {
                sum += level;
            }

            return sum / _levels.Length;
        }
    }

    /// <summary>Residuals in the window.</summary>
    public int Count => _filled;

    /// <summary>The interval center + scale · [lower, upper quantile]. O(1).</summary>
    /// <param name="center">Finite.</param>
    /// <param name="scale">Predicted standard deviation, over 0, same unit as <paramref name="center"/>.</param>
    /// <remarks>
    /// With too few residuals the quantiles are those of a t distribution with unit variance. A level that asks for more than
    /// the window holds gives its extremes, not infinity, unless <see cref="AdaptiveConformalOptions.Unbounded"/>.
    /// </remarks>
    public (double Low, double High) Interval(double center, double scale)
    {
        Check.Range(center, double.MinValue, double.MaxValue, nameof(center));
        Check.Range(scale, double.Epsilon, double.MaxValue, nameof(scale));
        if (_options.Unbounded && Alpha <= 0)
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        if (_filled < _options.MinResiduals)
        {
            return (center - (scale * _fallback), center + (scale * _fallback));
        }

        var (at, share) = Place(scale);
        var tail = Math.Clamp(((_levels[at] * (1 - share)) + (_levels[Math.Min(at + 1, _levels.Length - 1)] * share)) / 2, 0, 0.5);

        // Rank ceil((n + 1)(1 - tail)) of split conformal prediction, mirrored for the lower end.
        var rank = Math.Clamp((int)Math.Ceiling((_filled + 1) * (1 - tail)), (_filled + 1) / 2, _filled);
        return (center + (scale * _sorted[_filled - rank]), center + (scale * _sorted[rank - 1]));
    }

    /// <summary>Takes in an outcome and whether the interval issued for it held it. O(window) for a short move of memory.</summary>
    /// <param name="residual">(outcome - center) / scale; must be finite.</param>
    /// <param name="scale">As the interval was asked for; only told apart when there are several levels.</param>
    public void Observe(double residual, bool covered, double scale = 1)
    {
        Check.Range(residual, double.MinValue, double.MaxValue, nameof(residual));
        Check.Range(scale, double.Epsilon, double.MaxValue, nameof(scale));
        var step = _options.Gamma * (_options.Alpha - (covered ? 0 : 1));
        var (at, share) = Place(scale);
        _levels[at] += step * (1 - share);
        _levels[Math.Min(at + 1, _levels.Length - 1)] += step * share;
        Remember(Math.Log(scale));
        if (_filled == _arrivals.Length)
        {
            Remove(_arrivals[_next]);
        }

        Insert(residual);
        _arrivals[_next] = residual;
        _next = _next + 1 == _arrivals.Length ? 0 : _next + 1;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _levels);
        writer.Write(_meanLogScale);
        writer.Write(_varianceOfLogScale);
        writer.Write(_scales);
        writer.Write(_next);
        BinaryState.Write(writer, _arrivals.AsSpan(0, _filled));
    }

    /// <exception cref="InvalidDataException">Not a state of this kind and window.</exception>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        switch (version)
        {
            case 1:
                // One level and no memory of scales.
                Array.Fill(_levels, reader.ReadInRange(-MaxLevel, MaxLevel, "working level"));
                (_meanLogScale, _varianceOfLogScale, _scales) = (0, FirstVariance, 0);
                break;
            case FormatVersion:
                reader.ReadInto(_levels, -MaxLevel, MaxLevel, "working levels");
                _meanLogScale = reader.ReadInRange(-1e6, 1e6, "mean log scale");
                _varianceOfLogScale = reader.ReadInRange(0, 1e12, "variance of the log scale");
                _scales = reader.ReadLong(0, long.MaxValue - 1, "number of scales");
                break;
            default:
                throw new InvalidDataException($"The saved conformal interval has format version {version}; this program reads 1 to {FormatVersion}.");
        }

        _next = reader.ReadInRange(0, _arrivals.Length - 1, "position in the window");
        _filled = reader.ReadCount(_arrivals.Length, "residuals");
        if (_filled < _arrivals.Length && _next != _filled)
        {
            throw new InvalidDataException($"The saved position in the window is {_next} with {_filled} residuals; a window that is not full goes on at its end.");
        }

        for (var i = 0; i < _filled; i++)
        {
            _arrivals[i] = reader.ReadInRange(double.MinValue, double.MaxValue, "residual");
        }

        _arrivals.AsSpan(0, _filled).CopyTo(_sorted);
        Array.Sort(_sorted, 0, _filled);
    }

    /// <summary>The level below the rank of a scale and how far the rank is on its way to the next one.</summary>
    private (int At, double Share) Place(double scale)
    {
        if (_levels.Length == 1 || _scales < 2)
        {
            return ((_levels.Length - 1) / 2, 0);
        }

        var rank = Normal.Cdf((Math.Log(scale) - _meanLogScale) / Math.Sqrt(Math.Max(_varianceOfLogScale, LeastVariance)));
        var place = rank * (_levels.Length - 1);
        var at = Math.Min((int)place, _levels.Length - 2);
        return (at, place - at);
    }

    /// <summary>Mean and variance over all scales at first, then with the memory's weight for the newest.</summary>
    private void Remember(double logScale)
    {
        _scales++;
        var weight = Math.Max(1.0 / _scales, 1 / _options.ScaleMemory);
        var distance = logScale - _meanLogScale;
        _meanLogScale += weight * distance;
        _varianceOfLogScale = _scales == 1 ? FirstVariance : (1 - weight) * (_varianceOfLogScale + (weight * distance * distance));
    }

    private void Insert(double residual)
    {
        var at = Array.BinarySearch(_sorted, 0, _filled, residual);
        at = at < 0 ? ~at : at;
        Array.Copy(_sorted, at, _sorted, at + 1, _filled - at);
        _sorted[at] = residual;
        _filled++;
    }

    private void Remove(double residual)
    {
        var at = Array.BinarySearch(_sorted, 0, _filled, residual);
        _filled--;
        Array.Copy(_sorted, at + 1, _sorted, at, _filled - at);
    }
}
