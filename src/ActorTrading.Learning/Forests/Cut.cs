namespace ActorTrading.Learning.Forests;

/// <summary>A place to cut a node: values below <paramref name="Threshold"/> go left.</summary>
/// <param name="Score">Sum of the children's scores.</param>
/// <param name="Feature">-1 when there is no cut.</param>
/// <param name="Threshold">+infinity parts the present values from the missing ones.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
internal readonly record struct Cut(double Score, int Feature, double Threshold, bool MissingLeft)
{
    public static readonly Cut None = new(double.NegativeInfinity, -1, 0, false);

    /// <summary>Evenly over <paramref name="low"/> and up to <paramref name="high"/>, so that neither side of the threshold is empty.</summary>
    public static double DrawThreshold(double low, double high, ref SplitMix64 random)
    {
        // Weighted ends cannot overflow as a difference could.
        var share = random.NextDouble();
        var drawn = (high * (1 - share)) + (low * share);
        return drawn > low && drawn <= high ? drawn : high;
    }
}
