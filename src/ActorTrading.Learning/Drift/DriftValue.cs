namespace ActorTrading.Learning.Drift;

/// <summary>The numbers that detectors take in and restore.</summary>
internal static class DriftValue
{
    /// <summary>Squares and sums of values up to here stay finite.</summary>
    public const double Limit = 1e100;

    /// <summary>No sum of squared deviations of such values gets here in a lifetime.</summary>
    public const double SpreadLimit = 1e220;

    public static void CheckRange(double value) => Check.Range(value, -Limit, Limit, nameof(value));

    /// <summary>A saved number in a range; NaN is in none.</summary>
    public static double Read(BinaryReader reader, double low, double high, string what)
    {
        var value = reader.ReadDouble();
        return value >= low && value <= high
            ? value
            : throw new InvalidDataException($"The saved {what} is {value:R}; it must be from {low:R} to {high:R}.");
    }

    public static long ReadCount(BinaryReader reader, string what)
    {
        var count = reader.ReadInt64();
        return count >= 0 ? count : throw new InvalidDataException($"The saved {what} is {count}; it must not be negative.");
    }
}
