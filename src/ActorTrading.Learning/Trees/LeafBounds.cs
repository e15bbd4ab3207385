namespace ActorTrading.Learning.Trees;

/// <summary>
/// Least and greatest weight of the leaves under a node. A cut of a feature with a sign divides them at one value, so that no leaf
/// of the lower side can be over one of the upper side, however deep (Chen and Guestrin's XGBoost, monotone constraints).
/// </summary>
internal readonly record struct LeafBounds(double Low, double High)
{
    public static readonly LeafBounds None = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double weight) => Math.Clamp(weight, Low, High);

    /// <param name="sign">1 where the right side is the upper one, -1 where the left side is.</param>
    /// <param name="left">Weight of the left side, within the bounds.</param>
    public (LeafBounds Left, LeafBounds Right) Divide(int sign, double left, double right)
    {
        var middle = Clamp((left / 2) + (right / 2));
        var lower = this with { High = middle };
        var upper = this with { Low = middle };
        return sign > 0 ? (lower, upper) : (upper, lower);
    }
}
