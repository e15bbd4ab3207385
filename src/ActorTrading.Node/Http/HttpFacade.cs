using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ActorTrading.Node.Http;

/// <summary>The node's web server: translates in, reads the view, translates out.</summary>
internal sealed class HttpFacade : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpFacade(WebApplication app, string address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:5080</c>.</summary>
    public string Address { get; }

    /// <exception cref="CommandFailedException">The address is taken or not this machine's.</exception>
    public static async Task<HttpFacade> StartAsync(
        NodeRuntime runtime, NodeJobs jobs, NodeOptions node, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "actortrading", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            Listen(kestrel, node.Http);
        });
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ActorTrading";
            document.Info.Version = ProductInfo.Version;
            return Task.CompletedTask;
        }));
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.SnakeCaseUpper));
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddSingleton(runtime);
        builder.Services.AddSingleton(runtime.Recording.Database);
        builder.Services.AddSingleton(jobs);
        builder.Services.AddSingleton(node);
        builder.Services.AddSingleton(clock);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.UseSwaggerUI(ui => ui.SwaggerEndpoint("/openapi/v1.json", "ActorTrading"));
        var api = app.MapGroup("/api/v1");
        api.MapHealth();
        api.MapConnections();
        api.MapSymbols();
        api.MapPredictions();
        api.MapModels();
        api.MapSeries();
        api.MapMarketData();
        api.MapSignals();
        api.MapJobs();
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw CannotListen(node.Http, taken);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HttpFacade(app, address);
    }

    /// <summary>Tries the address, so that a first start does not train for nothing.</summary>
    /// <exception cref="CommandFailedException">The address is taken or not this machine's.</exception>
    public static void MustBeFree(HttpOptions http)
    {
        var address = http.Address switch
        {
            "*" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.Parse(http.Address),
        };
        using var listener = new TcpListener(address, http.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException taken)
        {
            throw CannotListen(http, taken);
        }
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static CommandFailedException CannotListen(HttpOptions http, Exception cause)
    {
        var socket = cause.GetBaseException() as SocketException;
        var advice = socket?.SocketErrorCode switch
        {
            SocketError.AddressNotAvailable => "This machine does not have that address: choose one of its own with --set http.address=127.0.0.1, or * for all.",
            SocketError.AccessDenied => "This user may not use that port: choose one above 1023 with --set http.port=5080.",
            _ => "Stop what uses the port, or choose another with --set http.port=5081.",
        };
        return new CommandFailedException($"cannot listen on {http.Address}:{http.Port}: {cause.GetBaseException().Message}. {advice}", cause);
    }

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, HttpOptions http)
    {
        switch (http.Address)
        {
            case "*":
                kestrel.ListenAnyIP(http.Port);
                break;
            case "localhost" when http.Port != 0:
                kestrel.ListenLocalhost(http.Port);
                break;
            case "localhost":
                kestrel.Listen(IPAddress.Loopback, 0);
                break;
            default:
                kestrel.Listen(IPAddress.Parse(http.Address), http.Port);
                break;
        }
    }
}
