namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Latency (virtual time) and faults of a simulated journal or snapshot store. Shares are probabilities from 0 to 1, drawn from the seed.</summary>
public sealed record SimulatedStoreOptions
{
    /// <summary>Default 0.</summary>
    public TimeSpan MinLatency { get; init; } = TimeSpan.Zero;

    /// <summary>Default 10 ms; not below <see cref="MinLatency"/>.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Share of writes that are reported as failed. Half of these are stored all the same: a failure says nothing about the outcome.</summary>
    public double WriteFailures { get; init; }

    /// <summary>Share of writes that are rejected (journal only): not stored, and the writer goes on.</summary>
    public double WriteRejections { get; init; }

    /// <summary>Share of reads that fail, at their start or under way.</summary>
    public double ReadFailures { get; init; }

    /// <summary>Share of deletions that fail; half of these are done all the same.</summary>
    public double DeleteFailures { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinLatency, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLatency, MinLatency);
        Share.Check(WriteFailures, nameof(WriteFailures));
        Share.Check(WriteRejections, nameof(WriteRejections));
        Share.Check(ReadFailures, nameof(ReadFailures));
        Share.Check(DeleteFailures, nameof(DeleteFailures));
    }
}
