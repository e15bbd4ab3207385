namespace ActorTrading.Learning.Trees;

/// <summary>g = score - y, cut off at ±delta. The second derivative is 1 or 0; 1 bounds it from above, so that a leaf's step never overshoots.</summary>
internal sealed class HuberLoss(double[] y, double delta) : BoostingLoss(y)
{
    public override double[] BaseScores { get; } = [PinballLoss.QuantileOf([.. y], 0.5)];

    public override double GradientBound(double[][] scores) => delta;

    public override void Derive(int row, Span<double> scores, Span<double> gradients, Span<double> hessians)
    {
        gradients[0] = Math.Clamp(scores[0] - Y[row], -delta, delta);
        hessians[0] = 1;
    }

    public override double Mean(double[][] scores, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var residual = Math.Abs(y[i] - scores[0][i]);
            sum += residual <= delta ? residual * residual / 2 : delta * (residual - (delta / 2));
        }

        return sum / y.Length;
    }
}
