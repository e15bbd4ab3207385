using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Feeds.Exchanges.Okx;

namespace ActorTrading.Feeds.Exchanges;

/// <summary>The exchanges that can be asked, by name.</summary>
public static class ExchangeClients
{
    public static IReadOnlyList<string> Names { get; } = [OkxClient.ExchangeName, BinanceClient.ExchangeName];

    /// <exception cref="ArgumentException">No exchange has that name, or an option is out of range; the message says which.</exception>
    public static IExchangeClient Create(string name, ExchangeClientOptions options, TimeProvider time) => name switch
    {
        OkxClient.ExchangeName => new OkxClient(options, time),
        BinanceClient.ExchangeName => new BinanceClient(options, time),
        _ => throw new ArgumentException($"'{name}' is not a known exchange: use one of {string.Join(' ', Names)}.", nameof(name)),
    };
}
