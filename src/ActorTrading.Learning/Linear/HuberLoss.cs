using ActorTrading.Learning.Optimization;

namespace ActorTrading.Learning.Linear;

/// <summary>
/// Penalised mean of s + s·H(error / s) with H(u) = u² up to epsilon and 2·epsilon·|u| - epsilon² beyond. Parameters are
/// [padded feature], offset, ln s.
/// </summary>
internal sealed class HuberLoss(PaddedRows z, double[] targets, double epsilon, double[] penalties) : IObjective
{
    // Errors as of the last value.
    private readonly double[] _errors = new double[targets.Length];

    public double Value(ReadOnlySpan<double> x)
    {
        var weights = x[..z.Width];
        var scale = Math.Exp(x[z.Width + 1]);
        if (!(scale > 0) || double.IsInfinity(scale))
        {
            return double.PositiveInfinity;
        }

        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            _errors[i] = targets[i] - x[z.Width] - PaddedRows.Dot(z.Row(i), weights);
            var u = Math.Abs(_errors[i] / scale);
            sum += scale * (1 + (u <= epsilon ? u * u : epsilon * ((2 * u) - epsilon)));
        }

        for (var j = 0; j < weights.Length; j++)
        {
            sum += penalties[j] * weights[j] * weights[j];
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum / targets.Length;
    }

    public void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var scale = Math.Exp(x[z.Width + 1]);
        gradient.Clear();
        for (var i = 0; i < targets.Length; i++)
        {
            var u = _errors[i] / scale;
            var pull = -2 * Math.Clamp(u, -epsilon, epsilon);
            PaddedRows.Add(z.Row(i), pull, gradient[..z.Width]);
            gradient[z.Width] += pull;
            gradient[z.Width + 1] += scale * (1 - Math.Min(u * u, epsilon * epsilon));
        }

        for (var j = 0; j < z.Width; j++)
        {
            gradient[j] += 2 * penalties[j] * x[j];
        }

        for (var j = 0; j < gradient.Length; j++)
        {
            gradient[j] /= targets.Length;
        }
    }
}
