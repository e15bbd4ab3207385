using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// One socket of a connection, from its opening to its end: sends the subscriptions spaced as the exchange wants it, reads and parses until the socket ends.
/// Messages are handed on one by one; while nobody takes them nothing is read, and the exchange has to wait.
/// </summary>
internal sealed class StreamSession : IAsyncDisposable
{
    private readonly IExchangeStream _stream;
    private readonly IStreamSocket _socket;
    private readonly IReadOnlyDictionary<string, StreamSubscription> _known;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public StreamSession(IExchangeStream stream, IStreamSocket socket, Uri host, IReadOnlyDictionary<string, StreamSubscription> known, TimeProvider time)
    {
        _stream = stream;
        _socket = socket;
        _known = known;
        _time = time;
        Host = host;
        OpenedAt = LastReceived = time.GetTimestamp();
        Waiting = [.. known.Values];
    }

    public Uri Host { get; }

    public long OpenedAt { get; }

    /// <summary>Timestamp of the last whole message.</summary>
    public long LastReceived { get; private set; }

    /// <summary>Whether a sign of life was asked for since the last message.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Subscriptions that are neither accepted nor refused.</summary>
    public HashSet<StreamSubscription> Waiting { get; }

    /// <summary>What was asked for together, by the request's id.</summary>
    public Dictionary<string, IReadOnlyList<StreamSubscription>> Requests { get; } = [];

    /// <summary>The last refusal that could not be pinned to a subscription.</summary>
    public string? Refusal { get; set; }

    /// <summary>Begins to subscribe and to read.</summary>
    /// <param name="received">Takes a message; awaited.</param>
    /// <param name="ended">Called once, with the reason; not for an end by <see cref="DisposeAsync"/>.</param>
    public void Start(Func<StreamMessage, CancellationToken, ValueTask> received, Func<string, CancellationToken, ValueTask> ended)
    {
        var requests = Plan();
        foreach (var request in requests)
        {
            Requests.Add(request.Id, request.Subscriptions);
        }

        _running = RunAsync(requests, received, ended);
    }

    /// <summary>Asks for a sign of life.</summary>
    public async Task AskAsync()
    {
        IsAsked = true;
        try
        {
            await _socket.SendAsync(_stream.Ping, _stop.Token);
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reader of the same socket learns of it and says why.
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.CloseAsync();
        await _stop.CancelAsync();
        _socket.Dispose();
        await _running;
        _stop.Dispose();
    }

    private List<StreamRequest> Plan()
    {
        var requests = new List<StreamRequest>();
        var chunk = new List<StreamSubscription>();
        var length = 0;
        foreach (var (name, subscription) in _known)
        {
            // Names are repeated in the request with some forty bytes around each.
            if (chunk.Count > 0 && length + name.Length + 40 > _stream.Limits.MaxRequestBytes)
            {
                Add();
            }

            chunk.Add(subscription);
            length += name.Length + 40;
        }

        Add();
        return requests;

        void Add()
        {
            var id = $"s{requests.Count + 1}";
            requests.Add(new StreamRequest(id, _stream.Subscribe(id, chunk), [.. chunk]));
            chunk.Clear();
            length = 0;
        }
    }

    private async Task RunAsync(
        List<StreamRequest> requests, Func<StreamMessage, CancellationToken, ValueTask> received, Func<string, CancellationToken, ValueTask> ended)
    {
        await Task.Yield();
        var subscribing = SubscribeAsync(requests);
        try
        {
            await ReadAsync(received);
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (!_stop.IsCancellationRequested)
            {
                await TellAsync(ended, over.Message);
            }
        }

        await subscribing;
    }

    private async Task TellAsync(Func<string, CancellationToken, ValueTask> ended, string reason)
    {
        try
        {
            await ended(reason, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Given up by its owner at the same moment: nobody wants to know any more.
            return;
        }
    }

    private async Task SubscribeAsync(List<StreamRequest> requests)
    {
        try
        {
            for (var i = 0; i < requests.Count; i++)
            {
                if (i > 0)
                {
                    await Task.Delay(_stream.Limits.RequestSpacing, _time, _stop.Token);
                }

                await _socket.SendAsync(requests[i].Text, _stop.Token);
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reader of the same socket learns of it and says why.
            return;
        }
    }

    private async Task ReadAsync(Func<StreamMessage, CancellationToken, ValueTask> received)
    {
        while (true)
        {
            var frame = await _socket.ReceiveAsync(_stop.Token);
            LastReceived = _time.GetTimestamp();
            IsAsked = false;
            await received(
                frame.IsOversized
                    ? new StreamMessage.Unreadable(FormatFault.Oversized, $"a message of {frame.Length} bytes is longer than what is taken")
                    : _stream.Parse(frame.Utf8, _known),
                _stop.Token);
        }
    }
}
