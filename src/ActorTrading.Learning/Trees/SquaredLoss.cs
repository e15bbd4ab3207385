namespace ActorTrading.Learning.Trees;

/// <summary>g = score - y, h = 1.</summary>
internal sealed class SquaredLoss(double[] y) : BoostingLoss(y)
{
    public override double[] BaseScores { get; } = [y.Sum(v => v / y.Length)];

    public override double GradientBound(double[][] scores)
    {
        var bound = 0.0;
        for (var i = 0; i < Y.Length; i++)
        {
            bound = Math.Max(bound, Math.Abs(scores[0][i] - Y[i]));
        }

        return bound > 0 ? bound : 1;
    }

    public override void Derive(int row, Span<double> scores, Span<double> gradients, Span<double> hessians)
    {
        gradients[0] = scores[0] - Y[row];
        hessians[0] = 1;
    }

    public override double Mean(double[][] scores, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var residual = y[i] - scores[0][i];
            sum += residual * residual / 2;
        }

        return sum / y.Length;
    }
}
