namespace ActorTrading.Market.Quality;

/// <summary>The ranges that gate options are held to.</summary>
internal static class GateRange
{
    /// <summary>The end of year 9999 in µs: no event is later.</summary>
    public const long LastTime = 253_402_300_800_000_000;

    public static void Require(long value, long least, long most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
        }
    }

    public static void RequireRatio(double value, string name)
    {
        if (!(value > 1 && value <= 1000))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 1 and at most 1000.");
        }
    }
}
