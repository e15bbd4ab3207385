namespace ActorTrading.Learning.Scoring;

/// <summary>A difference and how far it is from chance.</summary>
/// <param name="Difference">First minus second.</param>
/// <param name="Statistic">The difference in its own standard errors.</param>
/// <param name="PValue">Probability of a statistic at least as far from 0 on either side, if there were no difference.</param>
public readonly record struct DifferenceTest(double Difference, double Statistic, double PValue);
