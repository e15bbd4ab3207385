namespace ActorTrading.Actors.TestKit;

/// <summary>Times of the test kit: real time, or virtual time where the system is simulated.</summary>
public sealed record TestKitSettings
{
    /// <summary>How long latches and barriers wait. Default 5 s; above 0.</summary>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an expectation waits. Default 3 s; above 0.</summary>
    public TimeSpan SingleExpectDefault { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an event filter waits for the events it expects. Default 3 s; above 0.</summary>
    public TimeSpan TestEventFilterLeeway { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait for nothing. Default 100 ms; above 0.</summary>
    public TimeSpan ExpectNoMessageDefault { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Factor on every time a test states, for slow machines. Default 1; above 0.</summary>
    public double TestTimeFactor { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DefaultTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SingleExpectDefault, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TestEventFilterLeeway, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ExpectNoMessageDefault, TimeSpan.Zero);
        if (!(TestTimeFactor > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(TestTimeFactor), TestTimeFactor, "The time factor must be above 0.");
        }
    }
}
