using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Conformal;

/// <summary>
/// Prediction intervals whose working level follows the misses: alpha' = alpha' + gamma · (alpha - miss) (Gibbs and Candès 2021),
/// on signed residuals (outcome - center) / scale of a sliding window, half of the level in each tail.
/// </summary>
public sealed class AdaptiveConformalInterval
{
    private const byte FormatVersion = 1;
    private readonly AdaptiveConformalOptions _options;
    private readonly double[] _arrivals;
    private readonly double[] _sorted;
    private readonly double _fallback;
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
        Alpha = _options.Alpha;
    }

    /// <summary>Working level; may leave [0, 1] for a while when misses come in runs.</summary>
    public double Alpha { get; private set; }

    /// <summary>Residuals in the window.</summary>
    public int Count => _filled;

    /// <summary>The interval center + scale · [lower, upper quantile]. O(1).</summary>
    /// <param name="scale">Predicted standard deviation, over 0, same unit as <paramref name="center"/>.</param>
    /// <remarks>
    /// With too few residuals the quantiles are those of a t distribution with unit variance. A level that asks for more than
    /// the window holds gives its extremes, not infinity.
    /// </remarks>
    public (double Low, double High) Interval(double center, double scale)
    {
        if (_filled < _options.MinResiduals)
        {
            return (center - (scale * _fallback), center + (scale * _fallback));
        }

        var tail = Math.Clamp(Alpha / 2, 0, 0.5);

        // Rank ceil((n + 1)(1 - tail)) of split conformal prediction, mirrored for the lower end.
        var rank = Math.Clamp((int)Math.Ceiling((_filled + 1) * (1 - tail)), (_filled + 1) / 2, _filled);
        return (center + (scale * _sorted[_filled - rank]), center + (scale * _sorted[rank - 1]));
    }

    /// <summary>Takes in an outcome and whether the interval issued for it held it. O(window) for a short move of memory.</summary>
    /// <param name="residual">(outcome - center) / scale; must be finite.</param>
    public void Observe(double residual, bool covered)
    {
        Check.Range(residual, double.MinValue, double.MaxValue, nameof(residual));
        Alpha += _options.Gamma * (_options.Alpha - (covered ? 0 : 1));
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
        writer.Write(Alpha);
        writer.Write(_next);
        BinaryState.Write(writer, _arrivals.AsSpan(0, _filled));
    }

    /// <exception cref="InvalidDataException">Not a state of this kind and window.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "conformal interval");
        Alpha = reader.ReadDouble();
        _next = reader.ReadInRange(0, _arrivals.Length - 1, "position in the window");
        var residuals = reader.ReadDoubles(_arrivals.Length, "residuals");
        _filled = residuals.Length;
        residuals.CopyTo(_arrivals, 0);
        residuals.CopyTo(_sorted, 0);
        Array.Sort(_sorted, 0, _filled);
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
