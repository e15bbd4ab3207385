using System.Collections.Concurrent;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Composition;

/// <summary>The exchange clients that the settings ask for.</summary>
internal static class Exchanges
{
    private static readonly TimeSpan LeastTotal = TimeSpan.FromMinutes(5);

    /// <summary>An exchange counts what comes from this process, whichever part of it asks: live data, jobs, verbs.</summary>
    private static readonly ConcurrentDictionary<(string Exchange, string Hosts, TimeProvider Time), ExchangeTraffic> Traffic = new();

    /// <param name="name">okx or binance; null for the one in <c>sync.exchange</c>.</param>
    /// <exception cref="ArgumentException">No exchange has that name.</exception>
    public static IExchangeClient Create(NodeOptions node, string? name, TimeProvider time)
    {
        var exchange = name ?? node.Sync.Exchange;
        var options = ClientOptions(node, exchange);
        var traffic = Traffic.GetOrAdd((exchange, string.Join(' ', options.RestHosts), time), _ => new ExchangeTraffic(options, time));
        return ExchangeClients.Create(exchange, options with { Traffic = traffic }, time);
    }

    private static ExchangeClientOptions ClientOptions(NodeOptions node, string exchange)
    {
        var timeout = node.Sync.Timeout;
        var attempts = timeout * (node.Sync.MaxRetryAttempts + 1);
        return new ExchangeClientOptions
        {
            RestHosts = (exchange == BinanceClient.ExchangeName ? node.Binance : node.Okx).RestHosts,
            Timeout = timeout,
            TotalTimeout = attempts > LeastTotal ? attempts : LeastTotal,
            MaxRetryAttempts = node.Sync.MaxRetryAttempts,
            Seed = (ulong)Environment.ProcessId,
        };
    }
}
