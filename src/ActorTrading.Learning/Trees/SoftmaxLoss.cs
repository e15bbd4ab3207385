namespace ActorTrading.Learning.Trees;

/// <summary>g = p - [y = k], h = K/(K-1)·p(1-p) (Friedman 2001, algorithm 6).</summary>
internal sealed class SoftmaxLoss : BoostingLoss
{
    private readonly double _curvature;

    public SoftmaxLoss(double[] y, int classCount)
        : base(y)
    {
        _curvature = classCount / (classCount - 1.0);
        var counts = new double[classCount];
        foreach (var label in y)
        {
            counts[(int)label]++;
        }

        // Half a row stands in for a class never seen: a rate of zero has no logarithm.
        BaseScores = [.. counts.Select(count => Math.Log(Math.Max(count, 0.5) / y.Length))];
    }

    public override double[] BaseScores { get; }

    /// <summary>K/(K-1)·p(1-p) is 1/2 for two classes and less beyond.</summary>
    public override double HessianBound => 0.5;

    public override void Derive(int row, Span<double> scores, Span<double> gradients, Span<double> hessians)
    {
        Probabilities.Softmax(scores);
        for (var k = 0; k < scores.Length; k++)
        {
            var p = scores[k];
            gradients[k] = p - (Y[row] == k ? 1 : 0);
            hessians[k] = _curvature * p * (1 - p);
        }
    }

    public override double Mean(double[][] scores, double[] y)
    {
        Span<double> p = stackalloc double[scores.Length];
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            for (var k = 0; k < p.Length; k++)
            {
                p[k] = scores[k][i];
            }

            Probabilities.Softmax(p);
            sum += Probabilities.LogLoss(p[(int)y[i]]);
        }

        return sum / y.Length;
    }
}
