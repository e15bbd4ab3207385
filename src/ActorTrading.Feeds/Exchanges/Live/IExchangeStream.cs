namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>How an exchange speaks over WebSocket. Pure: texts in, texts out.</summary>
internal interface IExchangeStream
{
    /// <summary>As in settings and messages: okx or binance.</summary>
    string Name { get; }

    StreamLimits Limits { get; }

    /// <summary>The request that is answered as long as the other side lives.</summary>
    string Ping { get; }

    /// <summary>The path, such as <c>/ws/v5/public</c>, on which a subscription is served.</summary>
    string PathOf(StreamSubscription subscription);

    /// <summary>How the exchange names a subscription; its length counts for the limits.</summary>
    /// <exception cref="ExchangeException">The exchange cannot have it.</exception>
    string NameOf(StreamSubscription subscription);

    /// <summary>How the exchange names the instrument, in requests and in what it says about them.</summary>
    string InstrumentOf(StreamSubscription subscription);

    /// <summary>The text that asks for all of them at once.</summary>
    string Subscribe(string id, IReadOnlyList<StreamSubscription> subscriptions);

    /// <summary>Never throws: what cannot be read is a message too.</summary>
    /// <param name="known">Subscriptions of the connection by <see cref="NameOf"/>.</param>
    StreamMessage Parse(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known);
}
