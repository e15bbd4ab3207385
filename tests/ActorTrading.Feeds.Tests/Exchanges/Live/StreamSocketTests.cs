using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Feeds.Tests.Observations;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

/// <summary>What a server may do with frames, over a real socket.</summary>
public sealed class StreamSocketTests
{
    private const int MostBytes = 4096;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_Fragments_AreJoined()
    {
        await using var server = Serve(async (socket, _) =>
        {
            await SendAsync(socket, "one ", endOfMessage: false);
            await SendAsync(socket, "", endOfMessage: false);
            await SendAsync(socket, "message", endOfMessage: true);
            await SendAsync(socket, "another", endOfMessage: true);
        });
        using var client = await ConnectAsync(server);

        Assert.Equal("one message", await TextAsync(client));
        Assert.Equal("another", await TextAsync(client));
    }

    [Theory]
    [InlineData(MostBytes, false)]
    [InlineData(MostBytes + 1, true)]
    [InlineData(MostBytes * 1000, true)]
    public async Task Receive_LongMessage_IsKeptUpToTheLimitAndPassedOverBeyond(int length, bool isOversized)
    {
        await using var server = Serve(async (socket, _) =>
        {
            await SendAsync(socket, new string('x', length / 2), endOfMessage: false);
            await SendAsync(socket, new string('x', length - (length / 2)), endOfMessage: true);
            await SendAsync(socket, "next", endOfMessage: true);
        });
        using var client = await ConnectAsync(server);

        var frame = await client.ReceiveAsync(Cancellation);
        Assert.Equal((isOversized, length), (frame.IsOversized, frame.Length));
        Assert.Equal("next", await TextAsync(client));
    }

    [Fact]
    public async Task Receive_Closed_TellsCodeAndReason()
    {
        await using var server = Serve((socket, _) => socket.CloseOutputAsync((WebSocketCloseStatus)4004, "No data received in 30s", Cancellation));
        using var client = await ConnectAsync(server);

        var end = await Assert.ThrowsAsync<IOException>(async () => await client.ReceiveAsync(Cancellation));

        Assert.Equal("closed by the exchange: 4004 No data received in 30s", end.Message);
    }

    [Theory]
    [InlineData("c10141")] // compressed, which was not agreed on
    [InlineData("8300")] // a kind of frame that does not exist
    [InlineData("8101")] // cut off
    public async Task Receive_BrokenFrame_EndsTheConnection(string hex)
    {
        await using var server = Serve(async (_, stream) => await stream.WriteAsync(Convert.FromHexString(hex), Cancellation));
        using var client = await ConnectAsync(server);

        var end = await Assert.ThrowsAsync<IOException>(async () => await client.ReceiveAsync(Cancellation));

        Assert.StartsWith("the connection broke: ", end.Message, StringComparison.Ordinal);
    }

    private static TinyServer Serve(Func<WebSocket, NetworkStream, Task> speak)
    {
        TinyServer? server = null;
        server = new TinyServer(async (_, stream, cancellation) =>
        {
            var key = server!.LastRequest.Split("Sec-WebSocket-Key: ")[1].Split('\r')[0];
            var accept = Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"), cancellation);
            using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
            await speak(socket, stream);
        });
        return server;
    }

    private static Task<IStreamSocket> ConnectAsync(TinyServer server) =>
        StreamSocket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws" }.Uri, MostBytes, Cancellation);

    private static Task SendAsync(WebSocket socket, string text, bool endOfMessage) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage, Cancellation);

    private static async Task<string> TextAsync(IStreamSocket socket) => Encoding.UTF8.GetString((await socket.ReceiveAsync(Cancellation)).Utf8.Span);
}
