using System.Collections.Concurrent;
using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

/// <summary>A fake exchange whose market runs many times faster than real time, and a reader of its live data over real sockets.</summary>
internal sealed class LiveRig : IAsyncDisposable
{
    public static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    public static readonly Symbol Eth = Symbol.Parse("ETH-USDT");
    public static readonly SeriesId Minutes = new(Btc, Timeframe.M1);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LiveUpdate> _updates = new();
    private readonly ConcurrentQueue<ConnectionStatus> _changes = new();
    private readonly SemaphoreSlim _reading = new(1);
    private readonly IExchangeClient _client;
    private Task _reader = Task.CompletedTask;

    private LiveRig(FakeExchangeServer server, RunningClock clock, string exchange, Func<LiveOptions, LiveOptions>? options)
    {
        Server = server;
        Clock = clock;
        Exchange = exchange;
        _client = ExchangeClients.Create(exchange, new ExchangeClientOptions { RestHosts = [server.RestAddress], RetryDelay = TimeSpan.FromMilliseconds(50) }, clock);

        // A second of a busy machine is twenty of the market.
        var standard = new LiveOptions
        {
            Exchange = exchange,
            Hosts = [server.WebSocketAddress],
            StaleAtLeast = TimeSpan.FromSeconds(25),
            PingAfter = TimeSpan.FromSeconds(25),
            PongWithin = TimeSpan.FromSeconds(25),
            SubscribeTimeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(60),
            ReorderWindow = TimeSpan.FromSeconds(3),
        };
        Manager = new ConnectionManager(options?.Invoke(standard) ?? standard, _client, clock);
        Manager.Changed += _changes.Enqueue;
    }

    public FakeExchangeServer Server { get; }

    public RunningClock Clock { get; }

    public string Exchange { get; }

    public FakeMarket Market => Server.Market;

    public ConnectionManager Manager { get; }

    public ConnectionStatus Connection => Manager.Connections.Single();

    public ConnectionStatus Last => _changes.Last();

    /// <summary>Every state since the start, one after another.</summary>
    public IReadOnlyList<ConnectionState> History => Connection.History.Select(h => h.State).ToList();

    public IReadOnlyList<Tick> Trades(Symbol symbol) => [.. _updates.OfType<LiveTrade>().Where(t => t.Symbol == symbol).Select(t => t.Tick)];

    public IReadOnlyList<Candle> Finals(SeriesId series) => [.. _updates.OfType<LiveCandle>().Where(c => c.Series == series && c.Candle.IsFinal).Select(c => c.Candle)];

    public IReadOnlyList<LiveUpdate> Updates => [.. _updates];

    public static async Task<LiveRig> StartAsync(
        string exchange, double speed = 20, int tradesPerMinute = 120, Func<LiveOptions, LiveOptions>? options = null, IReadOnlyList<MarketPhase>? phases = null,
        TimeSpan clockSkew = default)
    {
        var clock = new RunningClock(new DateTimeOffset(2026, 3, 1, 10, 7, 30, TimeSpan.Zero), speed);
        var market = new FakeMarket(new FakeMarketOptions { TradesPerMinute = tradesPerMinute, Phases = phases ?? [] }, clock);
        var server = await FakeExchangeServer.StartAsync(market, new FakeExchangeOptions { Time = clock, EnforceLimits = false, OkxSilence = TimeSpan.FromMinutes(5) });

        // Before anybody asks the exchange for its time.
        server.Faults.ClockSkew = clockSkew;
        return new LiveRig(server, clock, exchange, options);
    }

    public void Read(params StreamSubscription[] subscriptions) => Read(new LiveRequest { Subscriptions = subscriptions });

    public void Read(LiveRequest request) => _reader = ReadAsync(request);

    /// <summary>From now on nobody takes what comes, until <see cref="Resume"/>.</summary>
    public Task PauseAsync() => _reading.WaitAsync();

    public void Resume() => _reading.Release();

    public Task StateIsAsync(ConnectionState state) =>
        Eventually.TrueAsync(() => Manager.Connections is [var c, ..] && Manager.Connections.All(o => o.State == state), $"{state}");

    public Task WasAsync(ConnectionState state, int times = 1) =>
        Eventually.TrueAsync(() => Manager.Connections is [var c] && c.History.Count(h => h.State == state) >= times, $"{state} {times} times");

    /// <summary>Waits until some more trades have come, of the symbol or of all.</summary>
    public async Task MoreAsync(int trades)
    {
        var enough = _updates.Count + trades;
        await Eventually.TrueAsync(() => _updates.Count >= enough || _reader.IsFaulted, $"{trades} more updates");
        if (_reader.IsFaulted)
        {
            await _reader;
        }
    }

    /// <summary>Waits until everything that the exchange has traded by now is here, and compares.</summary>
    public async Task TradesAreTheTruthAsync(Symbol symbol)
    {
        var upTo = Market.LastTradeId(symbol);
        await Eventually.TrueAsync(() => (Trades(symbol) is [.., var last] && last.Id >= upTo) || _reader.IsFaulted, $"{symbol} up to trade {upTo}; {Manager.Connections[0]}");
        if (_reader.IsFaulted)
        {
            await _reader;
        }

        var delivered = Trades(symbol);
        Assert.Equal(Market.Trades(symbol, delivered[0].Id - 1, delivered.Count), delivered);
    }

    /// <summary>Final candles follow each other without a hole and are those of the exchange.</summary>
    public async Task CandlesAreTheTruthAsync(SeriesId series)
    {
        var upTo = series.Timeframe.OpenOf(Market.Now) - series.Timeframe.Length;
        await Eventually.TrueAsync(() => (Finals(series) is [.., var last] && last.OpenTime >= upTo) || _reader.IsFaulted, $"{series} up to {upTo}; {Manager.Connections[0]}");
        var delivered = Finals(series);
        var source = Exchange == "okx" ? CandleSource.Okx : CandleSource.Binance;
        Assert.Equal(Market.Candles(source, series, new TimeRange(delivered[0].OpenTime, delivered[^1].OpenTime + 1)), delivered);
    }

    /// <summary>Ends the reading.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _reader);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_reader);
        await Manager.DisposeAsync();
        await _client.DisposeAsync();
        await Server.DisposeAsync();
        _reading.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(LiveRequest request)
    {
        await foreach (var update in Manager.ReadAsync(request, _stop.Token))
        {
            await _reading.WaitAsync(_stop.Token);
            _reading.Release();
            _updates.Enqueue(update);
        }
    }
}
