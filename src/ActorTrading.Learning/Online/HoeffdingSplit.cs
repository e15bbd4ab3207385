namespace ActorTrading.Learning.Online;

/// <summary>The best way to part the rows of a leaf in two.</summary>
/// <param name="Feature">Column; rows go left where it is at most the threshold. -1 where nothing can be parted.</param>
/// <param name="Gain">What knowing the side tells about the class, bits.</param>
/// <param name="SecondGain">Gain of the next best column, 0 without one.</param>
internal readonly record struct HoeffdingSplit(int Feature, double Threshold, double Gain, double SecondGain)
{
    public static HoeffdingSplit None => new(-1, 0, 0, 0);

    /// <summary>
    /// How far the mean of n values within a range of <paramref name="range"/> is from its expectation, but for a chance of delta
    /// (Hoeffding 1963): sqrt(range² · ln(1/delta) / (2·n)).
    /// </summary>
    public static double Bound(double range, double delta, long rows) => Math.Sqrt(range * range * Math.Log(1 / delta) / (2 * rows));

    /// <summary>
    /// Gain in bits that the best of some splits without any meaning exceeds with a chance below delta: 2·n·ln 2 times the gain is
    /// chi-squared with k = classes - 1 degrees of freedom, whose tail ends at k + 2·sqrt(k·t) + 2·t, t = ln(candidates / delta)
    /// (Laurent and Massart 2000).
    /// </summary>
    public static double Chance(int classes, long candidates, double delta, long rows)
    {
        var t = Math.Log(candidates / delta);
        var k = classes - 1;
        return (k + (2 * Math.Sqrt(k * t)) + (2 * t)) / (2 * Math.Log(2) * rows);
    }
}
