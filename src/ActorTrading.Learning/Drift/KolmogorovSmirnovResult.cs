namespace ActorTrading.Learning.Drift;

/// <summary>What <see cref="KolmogorovSmirnov"/> says of two samples.</summary>
/// <param name="Statistic">Largest distance of their distribution functions, D, from 0 (alike) to 1 (apart).</param>
/// <param name="PValue">Chance of a distance at least that large if both come from one distribution.</param>
public readonly record struct KolmogorovSmirnovResult(double Statistic, double PValue);
