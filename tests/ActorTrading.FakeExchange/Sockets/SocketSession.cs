using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace ActorTrading.FakeExchange.Sockets;

/// <summary>One WebSocket connection: what is subscribed, what waits to be sent, and how it misbehaves.</summary>
internal sealed class SocketSession(WebSocket socket, Action abort, Faults faults, TimeProvider time)
{
    private const int LongestMessage = 64 * 1024;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Stream> _streams = [];
    private readonly List<(long Due, string Text)> _late = [];
    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>();
    private string? _heldBack;
    private long _lastTraffic = time.GetTimestamp();
    private volatile bool _frozen;
    private volatile bool _hung;

    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _lastTraffic));

    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _streams.Keys];
            }
        }
    }

    /// <summary>Sends no data, answers pings.</summary>
    public bool Frozen
    {
        get => _frozen;
        set => _frozen = value;
    }

    /// <summary>Neither reads what was asked nor sends anything.</summary>
    public bool Hung
    {
        get => _hung;
        set => _hung = value;
    }

    public bool Subscribe(Stream stream)
    {
        lock (_lock)
        {
            return _streams.TryAdd(stream.Key, stream);
        }
    }

    public bool Unsubscribe(string key)
    {
        lock (_lock)
        {
            return _streams.Remove(key);
        }
    }

    public void Send(string text)
    {
        if (!_hung)
        {
            _outgoing.Writer.TryWrite(new Outgoing(text, null));
        }
    }

    /// <summary>Sends what the market has done since the last call.</summary>
    public void Pump(long now)
    {
        lock (_lock)
        {
            foreach (var stream in _streams.Values)
            {
                foreach (var push in stream.Collect(now))
                {
                    Deliver(stream.Key, push, now);
                }
            }

            foreach (var late in _late.Where(l => l.Due <= now).ToList())
            {
                _late.Remove(late);
                SendData(late.Text);
            }
        }
    }

    public void Correct(Func<string, bool> concerns, long minute, long now)
    {
        lock (_lock)
        {
            foreach (var stream in _streams.Values.Where(s => concerns(s.Key)))
            {
                foreach (var push in stream.Correct(minute, now))
                {
                    SendData(push.Text);
                }
            }
        }
    }

    public void Abort() => abort();

    /// <summary>Sends a close frame after all that waits to be sent; the other side is expected to answer it.</summary>
    public void Close(int code, string reason) => _outgoing.Writer.TryWrite(new Outgoing(reason, (WebSocketCloseStatus)code));

    /// <summary>Reads until the other side closes or the connection breaks; each text message goes to <paramref name="handle"/>.</summary>
    public async Task RunAsync(Action<string> handle, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendLoopAsync(stop.Token);
        try
        {
            var buffer = new byte[LongestMessage];
            while (await ReadAsync(buffer, stop.Token) is { } text)
            {
                if (!_hung)
                {
                    Interlocked.Exchange(ref _lastTraffic, time.GetTimestamp());
                    handle(text);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The other side went away, or it was dropped on purpose.
        }
        finally
        {
            // What is left is sent if the other side still takes it.
            _outgoing.Writer.TryComplete();
            await Task.WhenAny(sending, Task.Delay(LastWords, CancellationToken.None));
            await stop.CancelAsync();
            await sending;
        }
    }

    /// <summary>Whether a push is spoiled, and how.</summary>
    private void Deliver(string key, Push push, long now)
    {
        var fault = faults.Pick(key, f => f.IsPush && (f.Kind != FaultKind.LateBar || push.IsFinalCandle));
        switch (fault?.Kind)
        {
            case FaultKind.LostPush:
                return;
            case FaultKind.LateBar:
                _late.Add((now + (fault.Delay.Ticks / TimeSpan.TicksPerMicrosecond), push.Text));
                return;
            case FaultKind.ReorderedPush when _heldBack is null:
                _heldBack = push.Text;
                return;
            case FaultKind.GarbagePush:
                SendData("{\"arg\":{\"channel\":\"\u0000\uFFFD}{][");
                break;
            case FaultKind.DuplicatePush:
                SendData(push.Text);
                break;
            case FaultKind.WrongTypesPush:
                SendData(Spoil.Types(push.Text));
                return;
            default:
                break;
        }

        SendData(push.Text);
        if (_heldBack is { } held)
        {
            _heldBack = null;
            SendData(held);
        }
    }

    private void SendData(string text)
    {
        if (!_frozen)
        {
            Send(text);
        }
    }

    private async Task<string?> ReadAsync(byte[] buffer, CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                Close(1000, "");
                return null;
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer.AsSpan(0, length));
            }

            if (length == buffer.Length)
            {
                Close(1009, "frame too long");
                return null;
            }
        }
    }

    private async Task SendLoopAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var (text, close) in _outgoing.Reader.ReadAllAsync(cancellation))
            {
                if (close is { } status)
                {
                    await socket.CloseOutputAsync(status, text, cancellation);
                    return;
                }

                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);
                Interlocked.Exchange(ref _lastTraffic, time.GetTimestamp());
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // The reading side notices the same and ends the session.
        }
    }

    /// <summary>A message, or a close frame with its reason.</summary>
    private readonly record struct Outgoing(string Text, WebSocketCloseStatus? Close);
}
