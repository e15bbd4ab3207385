using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Tuning;

/// <summary>
/// Density of one parameter's values: a flat prior and one piece per observation. Numbers have normal pieces cut off at the
/// bounds, as wide as the farther of the two neighbours is away (Bergstra et al. 2011), but no narrower than the whole range by
/// the number of pieces; choices have counts.
/// </summary>
/// <remarks>The newest 25 observations weigh 1, older ones ramp down, so that an early crowd does not hold the search.</remarks>
internal sealed class ParzenEstimator
{
    private const int FullWeights = 25;
    private readonly Parameter _parameter;
    private readonly double[] _centers;
    private readonly double[] _widths;
    private readonly double[] _masses;
    private readonly double[] _weights;

    /// <param name="values">Observed, oldest first.</param>
    public ParzenEstimator(Parameter parameter, double[] values, double priorWeight)
    {
        _parameter = parameter;
        _weights = Weights(values.Length, priorWeight);
        if (parameter.Kind == ParameterKind.Categorical)
        {
            _weights = Counts(parameter, values, _weights);
            _centers = _widths = _masses = [];
            return;
        }

        var (low, high) = (parameter.LowerEdge, parameter.UpperEdge);
        _centers = [.. values.Select(parameter.Scaled), (low + high) / 2];
        _widths = Widths(_centers, low, high);
        _masses = new double[_centers.Length];
        for (var i = 0; i < _masses.Length; i++)
        {
            _masses[i] = Mass(i, low, high);
        }
    }

    public double Draw(ref SplitMix64 random)
    {
        var piece = Pick(random.NextDouble());
        if (_parameter.Kind == ParameterKind.Categorical)
        {
            return piece;
        }

        var below = Normal.Cdf((_parameter.LowerEdge - _centers[piece]) / _widths[piece]);
        var probability = Math.Clamp(below + (random.NextDouble() * _masses[piece]), 1e-300, 1 - 1e-16);
        return _parameter.Value(_centers[piece] + (_widths[piece] * Normal.Quantile(probability)));
    }

    /// <summary>Probability of a whole number or choice; density on the parameter's scale of any other number.</summary>
    public double Density(double value)
    {
        if (_parameter.Kind == ParameterKind.Categorical)
        {
            return _weights[(int)value];
        }

        var whole = _parameter.Kind == ParameterKind.Int;
        var at = _parameter.Scaled(value);
        var (from, to) = whole ? (_parameter.Scaled(value - 0.5), _parameter.Scaled(value + 0.5)) : (at, at);
        var sum = 0.0;
        for (var i = 0; i < _centers.Length; i++)
        {
            var density = whole ? Mass(i, from, to) : Normal.Density((at - _centers[i]) / _widths[i]) / _widths[i];
            sum += _weights[i] * density / _masses[i];
        }

        return sum;
    }

    private double Mass(int piece, double from, double to) =>
        Normal.Cdf((to - _centers[piece]) / _widths[piece]) - Normal.Cdf((from - _centers[piece]) / _widths[piece]);

    private int Pick(double share)
    {
        for (var i = 0; i < _weights.Length - 1; i++)
        {
            share -= _weights[i];
            if (share < 0)
            {
                return i;
            }
        }

        return _weights.Length - 1;
    }

    private static double[] Weights(int count, double priorWeight)
    {
        var weights = new double[count + 1];
        var ramp = Math.Max(0, count - FullWeights);
        for (var i = 0; i < count; i++)
        {
            weights[i] = i < ramp ? (i + 1.0) / count : 1;
        }

        weights[count] = priorWeight;
        Probabilities.Normalize(weights);
        return weights;
    }

    private static double[] Counts(Parameter parameter, double[] values, double[] weights)
    {
        var counts = new double[parameter.Choices.Count];
        Array.Fill(counts, weights[^1] / counts.Length);
        for (var i = 0; i < values.Length; i++)
        {
            counts[(int)values[i]] += weights[i];
        }

        return counts;
    }

    private static double[] Widths(double[] centers, double low, double high)
    {
        var order = Enumerable.Range(0, centers.Length).OrderBy(i => centers[i]).ToArray();
        var widths = new double[centers.Length];
        var least = (high - low) / Math.Min(100, centers.Length + 1.0);
        for (var i = 0; i < order.Length; i++)
        {
            var left = i > 0 ? centers[order[i]] - centers[order[i - 1]] : 0;
            var right = i + 1 < order.Length ? centers[order[i + 1]] - centers[order[i]] : 0;
            widths[order[i]] = Math.Clamp(Math.Max(left, right), least, high - low);
        }

        widths[^1] = high - low;
        return widths;
    }
}
