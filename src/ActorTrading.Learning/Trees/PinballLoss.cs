namespace ActorTrading.Learning.Trees;

/// <summary>
/// g = 1 - q where the score is over the target, -q below. It has no curvature: the derivatives only choose the cuts (h = 1), and
/// each leaf takes the q-quantile of its residuals, the best constant there is (Friedman 2001, section 4.3, for q = 1/2).
/// </summary>
internal sealed class PinballLoss(double[] y, double q) : BoostingLoss(y)
{
    public override double[] BaseScores { get; } = [QuantileOf([.. y], q)];

    public override bool SetsLeaves => true;

    /// <summary>The least value that has at least a share <paramref name="q"/> of the values at or below it; sorts them.</summary>
    public static double QuantileOf(Span<double> values, double q)
    {
        values.Sort();

        // Less what the product may be over a whole number by rounding.
        return values[Math.Clamp((int)Math.Ceiling(q * values.Length * (1 - 1e-15)) - 1, 0, values.Length - 1)];
    }

    public override void Derive(int row, Span<double> scores, Span<double> gradients, Span<double> hessians)
    {
        // At the target itself every slope from -q to 1 - q is right; 0 is among them.
        gradients[0] = scores[0] > Y[row] ? 1 - q : scores[0] < Y[row] ? -q : 0;
        hessians[0] = 1;
    }

    public override double Leaf(ReadOnlySpan<int> rows, double[] scores, Span<double> work)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            work[i] = Y[rows[i]] - scores[rows[i]];
        }

        return QuantileOf(work[..rows.Length], q);
    }

    public override double Mean(double[][] scores, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var residual = y[i] - scores[0][i];
            sum += residual >= 0 ? q * residual : (q - 1) * residual;
        }

        return sum / y.Length;
    }
}
