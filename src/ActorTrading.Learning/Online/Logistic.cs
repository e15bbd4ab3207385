namespace ActorTrading.Learning.Online;

/// <summary>The logistic function without overflow.</summary>
internal static class Logistic
{
    public static double Probability(double score)
    {
        if (score >= 0)
        {
            return 1 / (1 + Math.Exp(-score));
        }

        var e = Math.Exp(score);
        return e / (1 + e);
    }

    /// <summary>Both classes from the score of class 1.</summary>
    public static void Fill(double score, Span<double> probabilities)
    {
        probabilities[1] = Probability(score);
        probabilities[0] = 1 - probabilities[1];
    }
}
