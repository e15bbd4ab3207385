using ActorTrading.FakeExchange.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorTrading.FakeExchange;

/// <summary>
/// An exchange on loopback that speaks the public protocols of OKX and Binance over real HTTP and WebSocket, and misbehaves on command.
/// One address serves both: their paths differ.
/// </summary>
public sealed class FakeExchangeServer : IAsyncDisposable
{
    private readonly FakeExchangeOptions _options;
    private readonly RestGate _rest;
    private WebApplication? _listener;
    private CancellationTokenSource _stopping = new();

    private FakeExchangeServer(FakeMarket market, FakeExchangeOptions options)
    {
        (Market, _options) = (market, options);
        Faults = new Faults(options.Seed);
        Sockets = new SocketHub(market, options, Faults);
        _rest = new RestGate(market, options, Faults, Requests);
        RestAddress = new Uri($"http://127.0.0.1:{options.Port}");
    }

    /// <summary>The truth.</summary>
    public FakeMarket Market { get; }

    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; }

    /// <summary>Every HTTP request so far.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>The live connections.</summary>
    public SocketHub Sockets { get; }

    /// <summary>Such as http://127.0.0.1:40001, without a path.</summary>
    public Uri RestAddress { get; private set; }

    /// <summary>Such as ws://127.0.0.1:40001, without a path.</summary>
    public Uri WebSocketAddress => new UriBuilder(RestAddress) { Scheme = "ws" }.Uri;

    /// <summary>Listens when it returns.</summary>
    public static async Task<FakeExchangeServer> StartAsync(FakeMarket market, FakeExchangeOptions? options = null)
    {
        var server = new FakeExchangeServer(market, options ?? new FakeExchangeOptions());
        await server.ListenAsync();
        return server;
    }

    /// <summary>Listens again, on the same port.</summary>
    public async Task ListenAsync()
    {
        if (_listener is not null)
        {
            return;
        }

        _stopping = new CancellationTokenSource();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{RestAddress.Port}");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(HandleAsync);
        await app.StartAsync();
        RestAddress = new Uri(app.Urls.Single());
        _listener = app;
    }

    /// <summary>Breaks all connections; new ones are refused until <see cref="ListenAsync"/>.</summary>
    public async Task StopListeningAsync()
    {
        if (_listener is null)
        {
            return;
        }

        await _stopping.CancelAsync();
        Sockets.Drop();
        await _listener.DisposeAsync();
        _listener = null;
        _stopping.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync();
        Sockets.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var stopping = _stopping.Token;
        var path = context.Request.Path.Value ?? "";
        if (SocketHub.IsSocketPath(path))
        {
            await Sockets.RunAsync(context, path, stopping);
            return;
        }

        await _rest.HandleAsync(context, stopping);
    }
}
