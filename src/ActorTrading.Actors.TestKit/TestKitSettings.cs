namespace ActorTrading.Actors.TestKit;

/// <summary>Times of the test kit, in real time.</summary>
public sealed record TestKitSettings
{
    /// <summary>How long an expectation waits. Default 3 s.</summary>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait for nothing. Default 100 ms.</summary>
    public TimeSpan ExpectNoMessageDefault { get; init; } = TimeSpan.FromMilliseconds(100);
}
