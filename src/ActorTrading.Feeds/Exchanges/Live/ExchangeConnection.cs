using System.Threading.Channels;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// A lasting connection to one path of an exchange. Sockets come and go behind it: a new one is opened and subscribed before an old one that is due is dropped,
/// and a lost one is replaced and what was missed fetched. All state is changed in one turn after another.
/// </summary>
internal sealed partial class ExchangeConnection
{
    private static readonly TimeSpan AskAgainForRefused = TimeSpan.FromMinutes(5);

    private readonly string _name;
    private readonly string _path;
    private readonly IExchangeStream _stream;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly ConnectSocket _connect;
    private readonly Action<ConnectionStatus> _changed;
    private readonly Channel<Func<ValueTask>> _turns;
    private readonly Dictionary<StreamSubscription, Lane> _lanes = [];
    private readonly Dictionary<string, StreamSubscription> _known = [];
    private readonly LaneHost _host;
    private readonly ConnectionJournal _journal;
    private readonly MessageRate _rate = new();
    private readonly ReconnectDelay _delay;
    private readonly CancellationToken _stop;
    private StreamSession? _current;
    private StreamSession? _next;
    private bool _isOpening;
    private bool _isGivenUp;
    private TimeSpan? _openAt = TimeSpan.Zero;
    private TimeSpan _settleBy;
    private TimeSpan _askAgainAt = TimeSpan.MaxValue;
    private int _hostIndex;
    private int _reconnects;
    private DateTimeOffset? _lastMessage;
    private TimeSpan? _lag;
    private ConnectionStatus _status;

    /// <param name="subscriptions">All of the same path, no more than the exchange allows.</param>
    public ExchangeConnection(
        string name, IExchangeStream stream, IReadOnlyList<StreamSubscription> subscriptions, LiveRequest request, LiveContext context,
        Func<LiveUpdate, ValueTask> deliver, CancellationToken stop)
    {
        _name = name;
        _stream = stream;
        _path = stream.PathOf(subscriptions[0]);
        _options = context.Options;
        _time = context.Time;
        _connect = context.Connect;
        _changed = context.Changed;
        _stop = stop;
        _journal = new ConnectionJournal(_time);
        _delay = new ReconnectDelay(_options.FirstDelay, _options.LongestDelay, _options.Seed + (ulong)name.Length);
        _turns = Channel.CreateBounded<Func<ValueTask>>(new BoundedChannelOptions(_options.Buffer) { SingleReader = true });
        _host = new LaneHost(_options, context.Client, _time, context.ClockOffset, deliver, stop) { Post = PostAsync };
        foreach (var subscription in subscriptions)
        {
            _known.Add(stream.NameOf(subscription), subscription);
            _lanes.Add(subscription, subscription.IsTrades
                ? new TradeLane(subscription, _host, request.TradesAfter.TryGetValue(subscription.Symbol, out var mark) ? mark : null)
                : new CandleLane(subscription, _host, request.CandlesAfter.TryGetValue(subscription.Series, out var open) ? open : null));
        }

        _status = Describe();
    }

    /// <summary>As of the last turn; from any thread.</summary>
    public ConnectionStatus Status => Volatile.Read(ref _status);

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync()
    {
        var ticking = TickAsync();
        var reason = "stopped";
        try
        {
            await foreach (var turn in _turns.Reader.ReadAllAsync(_stop))
            {
                await turn();
                NoteState("");
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end that was asked for.
            reason = "stopped";
        }
        catch (Exception cause)
        {
            reason = cause.Message;
            throw;
        }
        finally
        {
            _turns.Writer.Complete();
            await DropAsync(_current);
            await DropAsync(_next);
            _journal.Note(ConnectionState.Closed, reason);
            Publish(changed: true);
            await ticking;
        }
    }

    private async ValueTask PostAsync(Func<ValueTask> turn, CancellationToken cancellation)
    {
        try
        {
            await _turns.Writer.WriteAsync(turn, cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new OperationCanceledException("The connection has ended.", closed);
        }
    }

    private async Task TickAsync()
    {
        try
        {
            while (true)
            {
                await PostAsync(CheckAsync, _stop);
                await Task.Delay(_options.CheckEvery, _time, _stop);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    /// <summary>Does what is due.</summary>
    private async ValueTask CheckAsync()
    {
        var now = _host.Now;
        if (!_isOpening && _next is null && _openAt <= now)
        {
            _openAt = null;
            _isOpening = true;
            _ = OpenAsync(_options.Hosts[_hostIndex % _options.Hosts.Count]);
        }

        if (_next is { } next && now > _settleBy)
        {
            await SettleAsync(next);
        }

        foreach (var session in new[] { _current, _next })
        {
            await CheckAsync(session);
        }

        foreach (var lane in _lanes.Values)
        {
            await lane.CheckAsync();
            if (_current is not null && !_isGivenUp && lane is { Refusal: null, IsHealing: false, IsSuspect: false } && lane.Watch.IsSilent(now))
            {
                lane.Suspect(GiveUpAsync);
            }
        }

        if (now >= _askAgainAt)
        {
            _askAgainAt = TimeSpan.MaxValue;
            Replace();
        }

        Publish(changed: false);
    }

    private async ValueTask CheckAsync(StreamSession? session)
    {
        // While messages wait to be looked at, nobody has read on, and silence tells nothing.
        if (session is null || _turns.Reader.Count > 1)
        {
            return;
        }

        var silence = _time.GetElapsedTime(session.LastReceived);
        if (silence > _options.PingAfter + _options.PongWithin)
        {
            await EndedAsync(session, $"no sign of life for {silence.TotalSeconds:0} s");
        }
        else if (silence > _options.PingAfter && !session.IsAsked)
        {
            _ = session.AskAsync();
        }
        else if (session == _current && _stream.Limits.Lifetime is not null && _time.GetElapsedTime(session.OpenedAt) > _options.LongestLife)
        {
            Replace();
        }
    }

    /// <summary>Opens a second socket while the first goes on.</summary>
    private void Replace()
    {
        if (!_isOpening && _next is null)
        {
            _openAt ??= _host.Now;
        }
    }

    private async ValueTask GiveUpAsync(string reason)
    {
        if (_isGivenUp || _current is null)
        {
            // Another subscription, or the connection itself, was faster.
            return;
        }

        Note(ConnectionState.Stale, reason);
        _reconnects++;
        _isGivenUp = true;
        _host.LastError = reason;
        Replace();
        NoteState(reason);
        await CheckAsync();
    }

    private async ValueTask FailedAsync(string reason)
    {
        _isOpening = false;
        _host.LastError = reason;
        _hostIndex++;
        _openAt = _host.Now + _delay.Next();
        await DropAsync(_next);
        _next = null;
    }

    private async ValueTask EndedAsync(StreamSession session, string reason)
    {
        if (session == _next)
        {
            await FailedAsync($"{session.Host}: {reason}");
        }
        else if (session == _current)
        {
            _current = null;
            _reconnects++;
            _host.LastError = $"{session.Host}: {reason}";
            if (_time.GetElapsedTime(session.OpenedAt) > _options.LongestDelay)
            {
                _delay.Succeeded();
            }

            if (!_isOpening && _next is null)
            {
                _openAt = _host.Now + _delay.Next();
            }

            NoteState(_host.LastError);
            await DropAsync(session);
        }
    }

    private async ValueTask ReceivedAsync(StreamSession session, StreamMessage message, long receivedAt)
    {
        if (session != _current && session != _next)
        {
            return;
        }

        _rate.Add(_host.Now);
        _lastMessage = _time.GetUtcNow();
        switch (message)
        {
            case StreamMessage.Accepted accepted:
                await AcceptAsync(session, accepted.Subscription is { } one ? [one] : session.Requests.GetValueOrDefault(accepted.Request ?? "", []));
                break;
            case StreamMessage.Refused refused:
                await RefuseAsync(session, refused);
                break;
            case StreamMessage.Closing closing when session == _current:
                _host.LastError = $"the exchange announced to close the connection: {closing.Reason}";
                Replace();
                break;
            case StreamMessage.Trades { Rows.Count: > 0 } trades:
                Measure(trades.Rows[^1].Tick.Time, receivedAt);
                await OfferAsync(StreamSubscription.Trades(trades.Symbol), message, receivedAt);
                break;
            case StreamMessage.Candles candles:
                Measure(candles.SentAt, receivedAt);
                await OfferAsync(StreamSubscription.Candles(candles.Series), message, receivedAt);
                break;
            case StreamMessage.Unreadable unreadable:
                _host.Fault(unreadable.Fault, unreadable.Detail);
                break;
            default:
                break;
        }
    }

    private async ValueTask OfferAsync(StreamSubscription subscription, StreamMessage message, long receivedAt)
    {
        var lane = _lanes[subscription];
        lane.Watch.Arrived(_host.Now);
        await lane.OfferAsync(message, receivedAt);
    }

    private void Measure(long sentAt, long receivedAt)
    {
        if (sentAt > 0)
        {
            _lag = TimeSpan.FromMicroseconds(receivedAt - sentAt) + (_host.ClockOffset ?? TimeSpan.Zero);
        }
    }

    private static ValueTask DropAsync(StreamSession? session) => session?.DisposeAsync() ?? ValueTask.CompletedTask;
}
