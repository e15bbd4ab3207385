namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>A request to push, as it goes over the wire.</summary>
internal sealed record StreamRequest(string Id, string Text, IReadOnlyList<StreamSubscription> Subscriptions);
