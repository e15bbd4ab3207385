using ActorTrading.Learning.Optimization;

namespace ActorTrading.Learning.Linear;

/// <summary>
/// Penalised mean log-loss of multinomial logistic regression: convex in weights and offsets. Parameters are
/// [class][padded feature], then one offset a class.
/// </summary>
internal sealed class SoftmaxLoss : IObjective
{
    // An absent class would have an offset of minus infinity: half a row at the centre of the data stands for it.
    private const double AbsentWeight = 0.5;
    private readonly PaddedRows _z;
    private readonly int[] _labels;
    private readonly int _rows;
    private readonly double[] _penalties;
    private readonly double _l2;
    private readonly double _weight;
    private readonly int _classes;

    // [row][class], as of the last value.
    private readonly double[] _probabilities;

    private SoftmaxLoss(PaddedRows z, int[] labels, int rows, int classes, double l2, double[] penalties)
    {
        _z = z;
        _labels = labels;
        _rows = rows;
        _classes = classes;
        _l2 = l2;
        _penalties = penalties;
        _weight = rows + (AbsentWeight * (z.Rows - rows));
        _probabilities = new double[z.Rows * classes];
    }

    /// <summary>Minimises the loss from zero.</summary>
    /// <param name="l2">On half the sum of squares of all classes' weights, beside the summed loss.</param>
    public static (LinearScores Scores, double GradientNorm) Fit(Matrix x, ReadOnlySpan<int> y, int classes, double l2, LogisticOptions options)
    {
        var scales = new ColumnScales(x, options.Standardize, nameof(x));
        Check.Labels(y, x.Rows, classes, nameof(y));
        var counts = new int[classes];
        foreach (var label in y)
        {
            counts[label]++;
        }

        int[] labels = [.. y, .. Enumerable.Range(0, classes).Where(k => counts[k] == 0)];
        var z = scales.Transform(x, labels.Length - y.Length);
        var loss = new SoftmaxLoss(z, labels, y.Length, classes, l2, scales.Penalties);
        var parameters = new double[classes * (z.Width + 1)];
        var optimum = QuasiNewton.Minimize(loss, parameters, options.MaxIterations, options.Tolerance);
        return (LinearScores.From(scales, parameters, parameters.AsSpan(classes * z.Width)), optimum.GradientNorm);
    }

    public double Value(ReadOnlySpan<double> x)
    {
        var width = _z.Width;
        var sum = 0.0;
        for (var i = 0; i < _labels.Length; i++)
        {
            var p = _probabilities.AsSpan(i * _classes, _classes);
            var row = _z.Row(i);
            for (var k = 0; k < p.Length; k++)
            {
                p[k] = x[(_classes * width) + k] + PaddedRows.Dot(row, x.Slice(k * width, width));
            }

            sum += (i < _rows ? 1 : AbsentWeight) * LossAndSoftmax(p, _labels[i]);
        }

        var penalty = 0.0;
        for (var k = 0; k < _classes; k++)
        {
            for (var j = 0; j < width; j++)
            {
                penalty += _penalties[j] * x[(k * width) + j] * x[(k * width) + j];
            }
        }

        sum = (sum + (0.5 * _l2 * penalty)) / _weight;
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    public void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var width = _z.Width;
        gradient.Clear();
        for (var i = 0; i < _labels.Length; i++)
        {
            var row = _z.Row(i);
            var weight = i < _rows ? 1 : AbsentWeight;
            for (var k = 0; k < _classes; k++)
            {
                var error = weight * (_probabilities[(i * _classes) + k] - (_labels[i] == k ? 1 : 0));
                PaddedRows.Add(row, error, gradient.Slice(k * width, width));
                gradient[(_classes * width) + k] += error;
            }
        }

        for (var k = 0; k < _classes; k++)
        {
            for (var j = 0; j < width; j++)
            {
                gradient[(k * width) + j] += _l2 * _penalties[j] * x[(k * width) + j];
            }
        }

        for (var j = 0; j < gradient.Length; j++)
        {
            gradient[j] /= _weight;
        }
    }

    /// <summary>ln Σ exp(score) - score of the label, exact for scores of any size; the scores become probabilities.</summary>
    private static double LossAndSoftmax(Span<double> scores, int label)
    {
        var max = scores[0];
        foreach (var score in scores)
        {
            max = Math.Max(max, score);
        }

        var own = scores[label] - max;
        var sum = 0.0;
        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] = Math.Exp(scores[k] - max);
            sum += scores[k];
        }

        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] /= sum;
        }

        return Math.Log(sum) - own;
    }
}
