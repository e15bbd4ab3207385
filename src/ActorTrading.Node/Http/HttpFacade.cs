using System.Net;
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
        NodeRuntime runtime, NodeOptions node, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
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
        builder.Services.AddProblemDetails();
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
        builder.Services.AddSingleton(node);
        builder.Services.AddSingleton(clock);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.UseSwaggerUI(ui => ui.SwaggerEndpoint("/openapi/v1.json", "ActorTrading"));
        var api = app.MapGroup("/api/v1");
        api.MapHealth();
        api.MapSymbols();
        api.MapPredictions();
        api.MapModels();
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            await app.DisposeAsync();
            throw new CommandFailedException(
                $"cannot listen on {node.Http.Address}:{node.Http.Port}: {taken.GetBaseException().Message}. Stop what uses the port, or choose another with --set http.port=5081.", taken);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HttpFacade(app, address);
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

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
