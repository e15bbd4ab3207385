namespace ActorTrading.Learning.Trees;

/// <summary>g = p - y, h = p(1-p) with p = 1 / (1 + e^-score), the probability of class 1.</summary>
internal sealed class LogisticLoss(double[] y) : BoostingLoss(y)
{
    /// <summary>Log-odds of the base rate, kept half a row away from certainty.</summary>
    public override double[] BaseScores { get; } = [LogOdds(Math.Clamp(y.Sum(), 0.5, y.Length - 0.5) / y.Length)];

    public override double HessianBound => 0.25;

    public static double Probability(double score) => 1 / (1 + Math.Exp(-score));

    public override void Derive(int row, Span<double> scores, Span<double> gradients, Span<double> hessians)
    {
        var p = Probability(scores[0]);
        gradients[0] = p - Y[row];
        hessians[0] = p * (1 - p);
    }

    public override double Mean(double[][] scores, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var p = Probability(scores[0][i]);
            sum += Probabilities.LogLoss(y[i] > 0 ? p : 1 - p);
        }

        return sum / y.Length;
    }

    private static double LogOdds(double p) => Math.Log(p / (1 - p));
}
