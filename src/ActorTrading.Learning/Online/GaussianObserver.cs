namespace ActorTrading.Learning.Online;

/// <summary>
/// What a leaf knows of its columns: weight, mean and spread of each within each class (Welford 1962, weighted), and the range over
/// all classes. A value that is not finite leaves its column as it was.
/// </summary>
internal sealed class GaussianObserver
{
    /// <summary>Values beyond are taken as this: their squares stay finite.</summary>
    private const double Largest = 1e100;

    /// <summary>Variance of an even spread over the range, which counts as one row: a class seen once or twice must not be certain.</summary>
    private const double EvenVariance = 1.0 / 12;

    /// <summary>Least variance of a class as a share of the squared range.</summary>
    private const double LeastVariance = 1e-4;

    private readonly int _classes;
    private readonly int[] _columns;

    // [class][column].
    private readonly double[] _weights;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly double[] _low;
    private readonly double[] _high;

    /// <param name="columns">Which columns of a row are looked at.</param>
    public GaussianObserver(int classes, int[] columns)
    {
        _classes = classes;
        _columns = columns;
        _weights = new double[classes * columns.Length];
        _means = new double[_weights.Length];
        _squares = new double[_weights.Length];
        _low = new double[columns.Length];
        _high = new double[columns.Length];
        _low.AsSpan().Fill(double.PositiveInfinity);
        _high.AsSpan().Fill(double.NegativeInfinity);
    }

    public ReadOnlySpan<int> Columns => _columns;

    public void Add(ReadOnlySpan<double> row, int label, double weight)
    {
        for (var j = 0; j < _columns.Length; j++)
        {
            var x = row[_columns[j]];
            if (!double.IsFinite(x))
            {
                continue;
            }

            x = Math.Clamp(x, -Largest, Largest);
            _low[j] = Math.Min(_low[j], x);
            _high[j] = Math.Max(_high[j], x);
            var at = (label * _columns.Length) + j;
            _weights[at] += weight;
            var difference = x - _means[at];
            _means[at] += difference * (weight / _weights[at]);
            _squares[at] += weight * difference * (x - _means[at]);
        }
    }

    /// <summary>Adds the logarithm of each class's density at the row, columns taken as independent; a class that never had a column is spread evenly over its range.</summary>
    /// <remarks>Densities are per range of the column, a factor that all classes share, so that their product can neither overflow nor vanish.</remarks>
    public void AddLogDensities(ReadOnlySpan<double> row, Span<double> scores)
    {
        for (var k = 0; k < _classes; k++)
        {
            var (exponent, variances) = (0.0, 1.0);
            for (var j = 0; j < _columns.Length; j++)
            {
                var x = row[_columns[j]];
                var range = _high[j] - _low[j];
                var at = (k * _columns.Length) + j;
                if (!(range > 0) || !(_weights[at] > 0) || !double.IsFinite(x))
                {
                    continue;
                }

                var variance = Variance(at, range);
                var distance = Math.Clamp((x - _means[at]) / range, -1000, 1000);
                exponent += distance * distance / variance;
                variances *= 2 * Math.PI * variance;
                if (variances < 1e-200)
                {
                    // One logarithm for many columns, taken before the product vanishes.
                    exponent += Math.Log(variances);
                    variances = 1;
                }
            }

            scores[k] -= 0.5 * (exponent + Math.Log(variances));
        }
    }

    /// <summary>The best threshold of the best column. O(columns · thresholds · classes).</summary>
    public HoeffdingSplit Best(int thresholds)
    {
        var best = HoeffdingSplit.None;
        Span<double> left = stackalloc double[_classes];
        Span<double> right = stackalloc double[_classes];
        var largest = 0.0;
        for (var j = 0; j < _columns.Length; j++)
        {
            largest = Math.Max(largest, Weight(j));
        }

        for (var j = 0; j < _columns.Length; j++)
        {
            var (gain, threshold) = (0.0, 0.0);
            for (var i = 1; i <= thresholds && _high[j] > _low[j]; i++)
            {
                var at = _low[j] + ((_high[j] - _low[j]) * i / (thresholds + 1));
                Part(j, at, left, right);

                // Only rows that have the column can be told apart by it.
                var found = Weight(j) / largest * Gain(left, right);
                if (found > gain && at < _high[j])
                {
                    (gain, threshold) = (found, at);
                }
            }

            best = gain > best.Gain ? new HoeffdingSplit(_columns[j], threshold, gain, best.Gain)
                : best with { SecondGain = Math.Max(best.SecondGain, gain) };
        }

        return best;
    }

    /// <summary>Weight of each class on both sides of a threshold, if its values are normally distributed.</summary>
    public void Part(int j, double threshold, Span<double> left, Span<double> right)
    {
        for (var k = 0; k < _classes; k++)
        {
            var at = (k * _columns.Length) + j;
            var range = _high[j] - _low[j];
            var share = _weights[at] > 0 ? NormalShare((threshold - _means[at]) / range / Math.Sqrt(Variance(at, range))) : 0;
            left[k] = _weights[at] * share;
            right[k] = _weights[at] - left[k];
        }
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var part in Parts())
        {
            BinaryState.Write(writer, part);
        }

        BinaryState.Write(writer, _low);
        BinaryState.Write(writer, _high);
    }

    public void Load(BinaryReader reader)
    {
        reader.ReadInto(_weights, 0, OnlineState.Largest, "weights of a leaf");
        reader.ReadInto(_means, -2 * Largest, 2 * Largest, "means of a leaf");
        reader.ReadInto(_squares, double.MinValue, double.MaxValue, "squares of a leaf");
        reader.ReadInto(_low, "least values of a leaf");
        reader.ReadInto(_high, "largest values of a leaf");
    }

    /// <summary>Distribution function of the normal distribution (Zelen and Severo 1964, 26.2.17); absolute error below 7.5e-8.</summary>
    internal static double NormalShare(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        var tail = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * series;
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>Information gain in bits; 0 where a side has less than one in a hundred.</summary>
    internal static double Gain(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (toLeft, toRight, all, sides) = (0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < left.Length; k++)
        {
            toLeft += left[k];
            toRight += right[k];
            all += NegativeEntropy(left[k] + right[k]);
            sides += NegativeEntropy(left[k]) + NegativeEntropy(right[k]);
        }

        var total = toLeft + toRight;
        return Math.Min(toLeft, toRight) < 0.01 * total
            ? 0
            : (sides - NegativeEntropy(toLeft) - NegativeEntropy(toRight) - all + NegativeEntropy(total)) / total;
    }

    private static double NegativeEntropy(double weight) => weight > 0 ? weight * Math.Log2(weight) : 0;

    private double[][] Parts() => [_weights, _means, _squares];

    /// <summary>As a share of the squared range.</summary>
    private double Variance(int at, double range) =>
        Math.Max(((_squares[at] / range / range) + EvenVariance) / (_weights[at] + 1), LeastVariance);

    private double Weight(int j)
    {
        var sum = 0.0;
        for (var k = 0; k < _classes; k++)
        {
            sum += _weights[(k * _columns.Length) + j];
        }

        return sum;
    }
}
