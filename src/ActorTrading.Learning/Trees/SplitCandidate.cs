namespace ActorTrading.Learning.Trees;

/// <summary>A cut: codes at or below <paramref name="Bin"/> go left.</summary>
/// <param name="Score">Sum of the children's scores; the gain is this minus the parent's.</param>
/// <param name="Feature">-1 when there is no cut.</param>
/// <param name="DefaultLeft">Whether missing values go left.</param>
/// <param name="Left">Packed gradient sum of the left child.</param>
internal readonly record struct SplitCandidate(double Score, int Feature, byte Bin, bool DefaultLeft, long Left)
{
    public static readonly SplitCandidate None = new(0, -1, 0, false, 0);
}
