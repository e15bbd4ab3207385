namespace ActorTrading.Learning.Forests;

/// <summary>A place to cut a node: values below <paramref name="Threshold"/> go left.</summary>
/// <param name="Score">Sum of the children's scores.</param>
/// <param name="Feature">-1 when there is no cut.</param>
/// <param name="Threshold">+infinity parts the present values from the missing ones.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
internal readonly record struct Cut(double Score, int Feature, double Threshold, bool MissingLeft)
{
    public static readonly Cut None = new(double.NegativeInfinity, -1, 0, false);
}
