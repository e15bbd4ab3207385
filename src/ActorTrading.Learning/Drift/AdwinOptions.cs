namespace ActorTrading.Learning.Drift;

/// <summary>How <see cref="Adwin"/> decides.</summary>
public sealed record AdwinOptions
{
    /// <summary>Accepted chance of a false alarm per test, 1e-12 to 0.5. Default 0.002. A smaller one needs more evidence.</summary>
    public double Delta { get; init; } = 0.002;

    /// <summary>Values between two tests, 1 to 1,000,000. Default 32.</summary>
    public int Clock { get; init; } = 32;

    /// <summary>Nothing is tested until the window holds more values than this, 0 to 1,000,000. Default 10.</summary>
    public int Grace { get; init; } = 10;

    /// <summary>Values that each side of a cut has at least, 1 to 1,000,000. Default 5.</summary>
    public int MinSubWindow { get; init; } = 5;

    /// <summary>Buckets kept of each size 1, 2, 4, ...; 2 to 100. Default 5. More give finer cuts and cost memory and time.</summary>
    public int MaxBuckets { get; init; } = 5;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Delta, 1e-12, 0.5, nameof(Delta));
        Check.Range(Clock, 1, 1_000_000, nameof(Clock));
        Check.Range(Grace, 0, 1_000_000, nameof(Grace));
        Check.Range(MinSubWindow, 1, 1_000_000, nameof(MinSubWindow));
        Check.Range(MaxBuckets, 2, 100, nameof(MaxBuckets));
    }
}
