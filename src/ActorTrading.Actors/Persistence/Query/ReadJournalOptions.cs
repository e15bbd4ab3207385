namespace ActorTrading.Actors.Persistence.Query;

/// <summary>How often a <see cref="ReadJournal"/> looks for new events.</summary>
public sealed record ReadJournalOptions
{
    /// <summary>How long a live query waits for a commit of its own process before it looks for those of others. Default 1 s; above 0.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a query waits before it looks again whether a gap of uncommitted events was filled or rolled back. Default 10 ms; above 0.</summary>
    public TimeSpan GapPollInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <exception cref="ArgumentOutOfRangeException">A value is not above 0.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollInterval, TimeSpan.Zero, nameof(PollInterval));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(GapPollInterval, TimeSpan.Zero, nameof(GapPollInterval));
    }
}
