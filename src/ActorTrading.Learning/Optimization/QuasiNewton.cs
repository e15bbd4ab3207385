namespace ActorTrading.Learning.Optimization;

/// <summary>
/// Limited-memory BFGS (Nocedal 1980; Liu and Nocedal 1989) with Armijo backtracking by quadratic interpolation. Deterministic; a
/// step never makes the function larger than rounding allows. Memory O(parameters).
/// </summary>
internal static class QuasiNewton
{
    private const int Memory = 10;
    private const double Decrease = 1e-4;
    private const double Rounding = 1e-14;

    /// <summary>Moves <paramref name="x"/> to a local minimum of <paramref name="objective"/>.</summary>
    /// <param name="x">The start, where the function is finite; the best point on return.</param>
    /// <param name="tolerance">Ends when no component of the gradient is larger, or when rounding hides every decrease.</param>
    public static Optimum Minimize(IObjective objective, Span<double> x, int maxIterations, double tolerance)
    {
        var n = x.Length;
        var pairs = new Pairs(n);
        var gradient = new double[n];
        var nextGradient = new double[n];
        var direction = new double[n];
        var next = new double[n];
        var value = objective.Value(x);
        objective.Gradient(x, gradient);
        var iteration = 0;
        var flat = 0;
        for (; iteration < maxIterations && flat < 3 && MaxNorm(gradient) > tolerance; iteration++)
        {
            pairs.Direction(gradient, direction);
            if (!(Dot(gradient, direction) < 0))
            {
                pairs.Clear();
                pairs.Direction(gradient, direction);
            }

            var nextValue = Search(objective, x, value, Dot(gradient, direction), direction, next);
            if (double.IsNaN(nextValue))
            {
                if (pairs.Count == 0)
                {
                    break;
                }

                pairs.Clear();
                continue;
            }

            objective.Gradient(next, nextGradient);
            pairs.Add(x, next, gradient, nextGradient);
            next.CopyTo(x);
            (gradient, nextGradient) = (nextGradient, gradient);
            flat = value - nextValue <= Rounding * Math.Abs(value) ? flat + 1 : 0;
            value = nextValue;
        }

        return new Optimum(value, iteration, MaxNorm(gradient));
    }

    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Fills <paramref name="next"/> with a point along the direction that is low enough and gives its value; NaN when there is none.</summary>
    private static double Search(IObjective objective, ReadOnlySpan<double> x, double value, double slope, double[] direction, double[] next)
    {
        var step = 1.0;
        for (var trial = 0; trial < 60; trial++)
        {
            var moved = false;
            for (var i = 0; i < next.Length; i++)
            {
                next[i] = x[i] + (step * direction[i]);
                moved |= next[i] != x[i];
            }

            if (!moved)
            {
                break;
            }

            var found = objective.Value(next);
            if (found <= value + (Decrease * step * slope) + (Rounding * Math.Abs(value)))
            {
                return found;
            }

            var vertex = -slope * step / (2 * (((found - value) / step) - slope));
            step = double.IsFinite(vertex) ? Math.Clamp(vertex, 0.1 * step, 0.5 * step) : 0.1 * step;
        }

        return double.NaN;
    }

    private static double MaxNorm(ReadOnlySpan<double> values)
    {
        var max = 0.0;
        foreach (var value in values)
        {
            max = Math.Max(max, Math.Abs(value));
        }

        return max;
    }

    /// <summary>The latest steps with the changes of the gradient along them: all that is known of the curvature.</summary>
    private sealed class Pairs(int n)
    {
        private readonly double[][] _steps = [.. Enumerable.Range(0, Memory).Select(_ => new double[n])];
        private readonly double[][] _changes = [.. Enumerable.Range(0, Memory).Select(_ => new double[n])];
        private readonly double[] _curvatures = new double[Memory];
        private readonly double[] _shares = new double[Memory];
        private int _newest = -1;

        public int Count { get; private set; }

        public void Clear() => Count = 0;

        public void Add(ReadOnlySpan<double> from, double[] to, double[] gradient, double[] nextGradient)
        {
            var slot = (_newest + 1) % Memory;
            var (step, change) = (_steps[slot], _changes[slot]);
            for (var i = 0; i < n; i++)
            {
                step[i] = to[i] - from[i];
                change[i] = nextGradient[i] - gradient[i];
            }

            // Without positive curvature the pair would spoil the direction of descent.
            var curvature = Dot(step, change);
            if (curvature > 1e-10 * Math.Sqrt(Dot(step, step) * Dot(change, change)))
            {
                _curvatures[slot] = curvature;
                _newest = slot;
                Count = Math.Min(Count + 1, Memory);
            }
        }

        /// <summary>Minus the gradient times the inverse curvature, by the two-loop recursion; a step of length one at most while nothing is known.</summary>
        public void Direction(double[] gradient, double[] direction)
        {
            for (var i = 0; i < n; i++)
            {
                direction[i] = -gradient[i];
            }

            if (Count == 0)
            {
                Scale(direction, 1 / Math.Max(1, Math.Sqrt(Dot(gradient, gradient))));
                return;
            }

            for (var age = 0; age < Count; age++)
            {
                var slot = (_newest - age + Memory) % Memory;
                _shares[slot] = Dot(_steps[slot], direction) / _curvatures[slot];
                Add(direction, _changes[slot], -_shares[slot]);
            }

            Scale(direction, _curvatures[_newest] / Dot(_changes[_newest], _changes[_newest]));
            for (var age = Count - 1; age >= 0; age--)
            {
                var slot = (_newest - age + Memory) % Memory;
                Add(direction, _steps[slot], _shares[slot] - (Dot(_changes[slot], direction) / _curvatures[slot]));
            }
        }

        private static void Scale(double[] values, double factor)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] *= factor;
            }
        }

        private static void Add(double[] to, double[] values, double factor)
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] += factor * values[i];
            }
        }
    }
}
