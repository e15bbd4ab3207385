namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Probabilities of faults.</summary>
internal static class Share
{
    public static void Check(double share, string name)
    {
        if (!(share is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "A share must be from 0 to 1.");
        }
    }

    /// <summary>Draws nothing for shares of 0, so that a fault that is off changes no seed's course.</summary>
    public static bool Hits(this Random random, double share) => share > 0 && random.NextDouble() < share;

    public static TimeSpan Between(this Random random, TimeSpan min, TimeSpan max) =>
        max <= min ? min : TimeSpan.FromTicks(random.NextInt64(min.Ticks, max.Ticks + 1));
}
