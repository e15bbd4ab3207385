namespace ActorTrading.Node.Configuration;

/// <summary>Where trades come from.</summary>
public enum FeedKind
{
    /// <summary>A made market: see <see cref="SimulatedFeedOptions"/>.</summary>
    Simulated,

    /// <summary>Recorded files: see <see cref="RecordedFeedOptions"/>.</summary>
    Recorded,

    /// <summary>An exchange, live: see <see cref="ExchangeFeedSettings"/>.</summary>
    Exchange,
}
