namespace ActorTrading.Learning.Scoring;

/// <summary>An estimate with its bootstrap interval, in the unit of the values it was made of.</summary>
public readonly record struct BootstrapInterval(double Mean, double Low, double High)
{
    /// <summary>Whether zero lies outside: the difference is more than luck at the interval's level.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;
}
