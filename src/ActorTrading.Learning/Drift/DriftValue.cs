namespace ActorTrading.Learning.Drift;

/// <summary>The numbers that detectors take in.</summary>
internal static class DriftValue
{
    /// <summary>Squares and sums of values up to here stay finite.</summary>
    public const double Limit = 1e100;

    /// <summary>No sum of squared deviations of such values gets here in a lifetime.</summary>
    public const double SpreadLimit = 1e220;

    public static void CheckRange(double value) => Check.Range(value, -Limit, Limit, nameof(value));
}
