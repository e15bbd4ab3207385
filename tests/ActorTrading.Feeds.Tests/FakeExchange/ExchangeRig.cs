using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.FakeExchange;

/// <summary>A fake exchange whose market stands still, with a plain HTTP client and plain sockets to ask it with.</summary>
internal sealed class ExchangeRig : IAsyncDisposable
{
    public const long Minute = 60_000_000;
    public static readonly Symbol Btc = Symbol.Parse("BTC-USDT");

    private readonly HttpClient _http = new();
    private readonly List<ClientWebSocket> _sockets = [];

    private ExchangeRig(FakeExchangeServer server, StandingClock clock) => (Server, Clock) = (server, clock);

    public FakeExchangeServer Server { get; }

    public StandingClock Clock { get; }

    public FakeMarket Market => Server.Market;

    public static async Task<ExchangeRig> StartAsync(FakeMarketOptions? market = null, FakeExchangeOptions? options = null)
    {
        var clock = new StandingClock();
        return new ExchangeRig(await FakeExchangeServer.StartAsync(new FakeMarket(market, clock), options), clock);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(Server.RestAddress, path), TestContext.Current.CancellationToken);

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    /// <summary>The data array of an OKX answer.</summary>
    public async Task<JsonElement[]> DataAsync(string path) => [.. (await JsonAsync(path)).GetProperty("data").EnumerateArray()];

    public async Task<ClientWebSocket> ConnectAsync(string path)
    {
        var socket = new ClientWebSocket();
        _sockets.Add(socket);
        await socket.ConnectAsync(new Uri(Server.WebSocketAddress, path), TestContext.Current.CancellationToken);
        return socket;
    }

    public static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The next message; "close 4004" and alike when the other side closes.</summary>
    public static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        var buffer = new byte[65536];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return $"close {(int?)socket.CloseStatus}";
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    /// <summary>Subscribes on OKX and reads the acknowledgement.</summary>
    public static async Task<string> SubscribeAsync(ClientWebSocket socket, string channel, string instrument = "BTC-USDT")
    {
        await SendAsync(socket, $$"""{"id":"7","op":"subscribe","args":[{"channel":"{{channel}}","instId":"{{instrument}}"}]}""");
        return await ReceiveAsync(socket);
    }

    public async ValueTask DisposeAsync()
    {
        _sockets.ForEach(s => s.Dispose());
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
