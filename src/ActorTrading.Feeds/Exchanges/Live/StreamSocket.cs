using System.Net.WebSockets;
using System.Text;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>A WebSocket of the platform. Fragments are joined; of a message beyond the limit only the length is kept.</summary>
internal sealed class StreamSocket : IStreamSocket
{
    private const int FirstBuffer = 16 * 1024;
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly int _mostBytes;
    private byte[] _buffer;

    private StreamSocket(ClientWebSocket socket, int mostBytes)
    {
        _socket = socket;
        _mostBytes = mostBytes;
        _buffer = new byte[Math.Min(FirstBuffer, mostBytes)];
    }

    /// <exception cref="WebSocketException">There is no connection to be had.</exception>
    public static async Task<IStreamSocket> ConnectAsync(Uri address, int mostBytes, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        try
        {
            // Pings of the other side are answered by the platform; signs of life are asked for in the exchange's own way.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address, cancellation);
            return new StreamSocket(socket, mostBytes);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(string text, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (WebSocketException broken)
        {
            throw new IOException($"sending failed: {broken.Message}", broken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask<StreamFrame> ReceiveAsync(CancellationToken cancellation)
    {
        var length = 0L;
        var isCut = false;
        try
        {
            while (true)
            {
                var at = (int)Math.Min(length, _buffer.Length);
                if (at == _buffer.Length && at < _mostBytes)
                {
                    Array.Resize(ref _buffer, (int)Math.Min(_mostBytes, 2L * at));
                }
                else if (at == _buffer.Length)
                {
                    // Beyond the limit: read over what is there, the message is not kept.
                    at = 0;
                }

                var received = await _socket.ReceiveAsync(_buffer.AsMemory(at), cancellation);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    throw new IOException($"closed by the exchange: {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}".TrimEnd());
                }

                isCut |= at < length && received.Count > 0;
                length += received.Count;
                if (received.EndOfMessage)
                {
                    return new StreamFrame(isCut ? default : _buffer.AsMemory(0, (int)length), length);
                }
            }
        }
        catch (WebSocketException broken)
        {
            throw new IOException($"the connection broke: {broken.Message}", broken);
        }
    }

    public async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(CloseWithin);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The other side is not there to hear it: the connection is dropped all the same.
            _socket.Abort();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}
