namespace ActorTrading.Market.Indicators;

/// <summary>Division by what may be nothing.</summary>
internal static class Quotient
{
    /// <returns>NaN if the denominator is 0.</returns>
    public static double Of(double numerator, double denominator) => denominator != 0 ? numerator / denominator : double.NaN;

    /// <returns><paramref name="otherwise"/> if the denominator is 0.</returns>
    public static double Of(double numerator, double denominator, double otherwise) => denominator != 0 ? numerator / denominator : otherwise;
}
