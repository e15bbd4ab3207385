using ActorTrading.Feeds.Exchanges.Live;

namespace ActorTrading.Node.Http;

/// <param name="At">When the state was reached.</param>
internal sealed record StateResponse(ConnectionState State, string At, string Reason);
