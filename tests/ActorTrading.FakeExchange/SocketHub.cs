using System.Collections.Concurrent;
using ActorTrading.FakeExchange.Rest;
using ActorTrading.FakeExchange.Sockets;
using ActorTrading.Market;
using Microsoft.AspNetCore.Http;

namespace ActorTrading.FakeExchange;

/// <summary>All WebSocket connections, and what can be done to those that are open now.</summary>
public sealed class SocketHub : IDisposable
{
    private readonly FakeMarket _market;
    private readonly FakeExchangeOptions _options;
    private readonly Faults _faults;
    private readonly ConcurrentDictionary<SocketSession, bool> _sessions = new();
    private readonly RateWindow _okxConnects;
    private readonly RateWindow _binanceConnects = new(300, TimeSpan.FromMinutes(5));
    private readonly ITimer _pump;
    private readonly ITimer _watch;
    private int _accepted;

    internal SocketHub(FakeMarket market, FakeExchangeOptions options, Faults faults)
    {
        (_market, _options, _faults) = (market, options, faults);
        _okxConnects = new RateWindow(options.OkxConnectsPerSecond, TimeSpan.FromSeconds(1));
        market.Corrected += OnCorrected;
        _pump = market.Clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var look = options.OkxSilence / 10;
        _watch = options.Time.CreateTimer(_ => DropSilent(), null, look, look);
    }

    /// <summary>Open connections.</summary>
    public int Count => _sessions.Count;

    /// <summary>Connections ever accepted.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>What is subscribed to on all connections, such as <c>candle1m:BTC-USDT</c> or <c>btcusdt@kline_1m</c>.</summary>
    public IReadOnlyList<string> Subscriptions => [.. _sessions.Keys.SelectMany(s => s.Keys)];

    /// <summary>Silent freeze: open connections stay alive and answer pings, but no data comes. What happens meanwhile is never pushed.</summary>
    public void Freeze() => Each(s => s.Frozen = true);

    public void Thaw() => Each(s => s.Frozen = false);

    /// <summary>Open connections neither send nor react, not even to pings of OKX.</summary>
    public void Hang() => Each(s => s.Hung = true);

    /// <summary>Open connections break without a closing frame.</summary>
    public void Drop() => Each(s => s.Abort());

    /// <summary>A closing frame on each open connection, then nothing more: half closed until the other side answers.</summary>
    public void Close(int code = 1001, string reason = "going away") => Each(s => s.Close(code, reason));

    /// <summary>What is announced before a service upgrade: notice 64008 on OKX, serverShutdown on Binance.</summary>
    public void AnnounceShutdown() => Each(s => s.Send(_sessions.GetValueOrDefault(s)
        ? "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for a service upgrade. Please reconnect.\",\"connId\":\"a4d3ae55\"}"
        : $"{{\"e\":\"serverShutdown\",\"E\":{_market.Now / 1000}}}"));

    /// <summary>Any text to each open connection.</summary>
    public void Send(string text) => Each(s => s.Send(text));

    /// <summary>Pushes at once what the market has done; otherwise the market's clock sees to it.</summary>
    public void Pump() => Each(s => s.Pump(_market.Now));

    public void Dispose()
    {
        _market.Corrected -= OnCorrected;
        _pump.Dispose();
        _watch.Dispose();
    }

    internal static bool IsSocketPath(string path) => path.StartsWith("/ws", StringComparison.Ordinal) || path == "/stream";

    /// <returns>Whether the connection was made and is over now; false where it was refused.</returns>
    internal async Task<bool> RunAsync(HttpContext context, string path, CancellationToken stopping)
    {
        var isOkx = path.StartsWith("/ws/v5/", StringComparison.Ordinal);
        if (!context.WebSockets.IsWebSocketRequest || (isOkx && path is not ("/ws/v5/public" or "/ws/v5/business")))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        if (!(isOkx ? _okxConnects : _binanceConnects).TryTake(_options.Time.GetUtcNow()) && _options.EnforceLimits)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return false;
        }

        var accept = new WebSocketAcceptContext { KeepAliveInterval = isOkx ? Timeout.InfiniteTimeSpan : _options.BinancePing };
        if (!isOkx)
        {
            accept.KeepAliveTimeout = _options.BinancePongWithin;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        var session = new SocketSession(socket, context.Abort, _faults, _options.Time);
        _sessions[session] = isOkx;
        Interlocked.Increment(ref _accepted);
        Schedule();
        try
        {
            await session.RunAsync(Handler(context, path, isOkx, session), stopping);
        }
        finally
        {
            _sessions.TryRemove(session, out _);
        }

        return true;
    }

    private Action<string> Handler(HttpContext context, string path, bool isOkx, SocketSession session)
    {
        if (isOkx)
        {
            return new OkxSocket(_market, _options, session, path.EndsWith("business", StringComparison.Ordinal), $"c{Accepted:x7}").Handle;
        }

        var binance = new BinanceSocket(_market, _faults, _options, session, isCombined: path == "/stream");
        var named = path == "/stream" ? context.Request.Query["streams"].ToString() : path["/ws".Length..].Trim('/');
        binance.Open(named.Split('/', StringSplitOptions.RemoveEmptyEntries));
        return binance.Handle;
    }

    private void Tick()
    {
        Pump();
        if (!_sessions.IsEmpty)
        {
            Schedule();
        }
    }

    private void Schedule()
    {
        var every = _options.PushEvery.Ticks;
        _pump.Change(TimeSpan.FromTicks(every - (_market.Clock.GetUtcNow().Ticks % every)), Timeout.InfiniteTimeSpan);
    }

    private void DropSilent()
    {
        foreach (var (session, isOkx) in _sessions)
        {
            if (isOkx && session.Silence >= _options.OkxSilence)
            {
                session.Close(4004, "No data received in 30s");
            }
        }
    }

    private void OnCorrected(Symbol symbol, long minute) => Each(s => s.Correct(
        key => key.EndsWith($":{_market.History(symbol).Trades.Listing.OkxName}", StringComparison.Ordinal) || key.StartsWith($"{BinanceRows.Name(symbol)}@", StringComparison.OrdinalIgnoreCase),
        minute,
        _market.Now));

    private void Each(Action<SocketSession> act)
    {
        foreach (var session in _sessions.Keys)
        {
            act(session);
        }
    }
}
