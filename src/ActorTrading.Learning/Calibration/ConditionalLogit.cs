namespace ActorTrading.Learning.Calibration;

/// <summary>
/// Maximum likelihood for P(k | row) = softmax over k of design[row, k] · theta (McFadden 1974), with a ridge towards given values
/// and a box: temperature, stacking and logistic regression are all of this form.
/// </summary>
/// <remarks>The loss is convex; projected Newton steps (Bertsekas 1982) of O(rows · classes · parameters²) find its one minimum.</remarks>
internal sealed class ConditionalLogit
{
    private const int MaxSteps = 100;
    private const double Tolerance = 1e-10;
    private readonly double[] _design;
    private readonly int[] _labels;
    private readonly Prior[] _priors;
    private readonly int _classes;

    private ConditionalLogit(double[] design, int[] labels, int classes, Prior[] priors)
    {
        _design = design;
        _labels = labels;
        _classes = classes;
        _priors = priors;
    }

    /// <summary>Where a parameter starts and is pulled to, how hard (in outcomes), and where it may go.</summary>
    public readonly record struct Prior(double Center, double Strength, double Low = double.NegativeInfinity, double High = double.PositiveInfinity);

    /// <param name="design">[row, class, parameter], finite.</param>
    /// <param name="labels">One class per row.</param>
    /// <param name="priors">One per parameter; centers within their bounds.</param>
    public static double[] Fit(double[] design, int[] labels, int classes, Prior[] priors)
    {
        var problem = new ConditionalLogit(design, labels, classes, priors);
        double[] theta = [.. priors.Select(p => p.Center)];
        var size = theta.Length;
        var gradient = new double[size];
        var hessian = new double[size * size];
        var next = new double[size];
        for (var step = 0; step < MaxSteps; step++)
        {
            var loss = problem.Derive(theta, gradient, hessian);
            if (problem.IsMinimum(theta, gradient) || !problem.Move(theta, next, loss, gradient, hessian))
            {
                break;
            }

            next.CopyTo(theta, 0);
        }

        return theta;
    }

    private bool IsMinimum(double[] theta, double[] gradient)
    {
        var largest = 0.0;
        for (var j = 0; j < theta.Length; j++)
        {
            var moved = Math.Clamp(theta[j] - (gradient[j] / _labels.Length), _priors[j].Low, _priors[j].High);
            largest = Math.Max(largest, Math.Abs(theta[j] - moved));
        }

        return largest <= Tolerance;
    }

    /// <summary>One Newton step among the parameters that are not held by a bound, shortened until the loss falls.</summary>
    private bool Move(double[] theta, double[] next, double loss, double[] gradient, double[] hessian)
    {
        var size = theta.Length;
        var direction = (double[])gradient.Clone();
        var largest = 1e-12;
        for (var j = 0; j < size; j++)
        {
            largest = Math.Max(largest, hessian[(j * size) + j]);
        }

        for (var j = 0; j < size; j++)
        {
            var held = (theta[j] <= _priors[j].Low && gradient[j] > 0) || (theta[j] >= _priors[j].High && gradient[j] < 0);
            direction[j] = held ? 0 : direction[j];
            for (var i = 0; i < size && held; i++)
            {
                hessian[(i * size) + j] = 0;
                hessian[(j * size) + i] = 0;
            }

            // Keeps columns that say the same solvable.
            hessian[(j * size) + j] = held ? 1 : hessian[(j * size) + j] + (1e-10 * largest);
        }

        Cholesky.Solve(hessian, direction);
        for (var length = 1.0; length > 1e-12; length /= 2)
        {
            var promised = 0.0;
            for (var j = 0; j < size; j++)
            {
                next[j] = Math.Clamp(theta[j] - (length * direction[j]), _priors[j].Low, _priors[j].High);
                promised += gradient[j] * (theta[j] - next[j]);
            }

            if (Loss(next) <= loss - (1e-4 * promised) && promised > 0)
            {
                return true;
            }
        }

        return false;
    }

    private double Loss(double[] theta)
    {
        Span<double> p = stackalloc double[_classes];
        var sum = Penalty(theta);
        for (var row = 0; row < _labels.Length; row++)
        {
            sum += RowLoss(row, theta, p);
        }

        return sum;
    }

    private double Derive(double[] theta, double[] gradient, double[] hessian)
    {
        var size = theta.Length;
        Array.Clear(hessian);
        for (var j = 0; j < size; j++)
        {
            gradient[j] = _priors[j].Strength * (theta[j] - _priors[j].Center);
            hessian[(j * size) + j] = _priors[j].Strength;
        }

        Span<double> p = stackalloc double[_classes];
        var mean = new double[size];
        var sum = Penalty(theta);
        for (var row = 0; row < _labels.Length; row++)
        {
            sum += RowLoss(row, theta, p);
            Array.Clear(mean);
            for (var k = 0; k < _classes; k++)
            {
                var phi = Design(row, k);
                for (var j = 0; j < size; j++)
                {
                    mean[j] += p[k] * phi[j];
                }
            }

            var right = Design(row, _labels[row]);
            for (var j = 0; j < size; j++)
            {
                gradient[j] += mean[j] - right[j];
            }

            for (var k = 0; k < _classes; k++)
            {
                AddSpread(Design(row, k), mean, p[k], hessian);
            }
        }

        return sum;
    }

    private static void AddSpread(ReadOnlySpan<double> phi, double[] mean, double weight, double[] hessian)
    {
        for (var i = 0; i < mean.Length; i++)
        {
            var scaled = weight * (phi[i] - mean[i]);
            var line = hessian.AsSpan(i * mean.Length, i + 1);
            for (var j = 0; j <= i; j++)
            {
                line[j] += scaled * (phi[j] - mean[j]);
            }
        }
    }

    private double RowLoss(int row, double[] theta, Span<double> p)
    {
        for (var k = 0; k < _classes; k++)
        {
            var phi = Design(row, k);
            var score = 0.0;
            for (var j = 0; j < theta.Length; j++)
            {
                score += phi[j] * theta[j];
            }

            p[k] = score;
        }

        // From the scores, not from p: a probability that underflows must still cost in proportion to how wrong it is.
        var right = p[_labels[row]];
        var max = p[Probabilities.ArgMax(p)];
        var sum = 0.0;
        for (var k = 0; k < _classes; k++)
        {
            p[k] = Math.Exp(p[k] - max);
            sum += p[k];
        }

        for (var k = 0; k < _classes; k++)
        {
            p[k] /= sum;
        }

        return Math.Log(sum) + max - right;
    }

    private double Penalty(double[] theta)
    {
        var sum = 0.0;
        for (var j = 0; j < theta.Length; j++)
        {
            sum += 0.5 * _priors[j].Strength * (theta[j] - _priors[j].Center) * (theta[j] - _priors[j].Center);
        }

        return sum;
    }

    private ReadOnlySpan<double> Design(int row, int k) => _design.AsSpan(((row * _classes) + k) * _priors.Length, _priors.Length);
}
