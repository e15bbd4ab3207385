using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// The live connections to one exchange. Each reading has connections of its own, as many as the exchange's limits make necessary: a reader that is slow holds
/// up its own connections and nobody else's, and nothing is dropped for it.
/// </summary>
public sealed class ConnectionManager : IAsyncDisposable
{
    private readonly IExchangeStream _stream;
    private readonly LiveOptions _options;
    private readonly IExchangeClient _client;
    private readonly TimeProvider _time;
    private readonly LiveContext _context;
    private readonly ConcurrentDictionary<string, ExchangeConnection> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly Task _clock;
    private long _offsetTicks = long.MinValue;
    private int _made;

    /// <exception cref="ArgumentException">An option is out of range, or the exchange is not known.</exception>
    public ConnectionManager(LiveOptions options, IExchangeClient client, TimeProvider time)
        : this(options, client, time, StreamSocket.ConnectAsync)
    {
    }

    internal ConnectionManager(LiveOptions options, IExchangeClient client, TimeProvider time, ConnectSocket connect)
    {
        _options = options.Validate();
        _client = client;
        _time = time;
        _stream = options.Exchange switch
        {
            "okx" => new OkxStream(),
            "binance" => new BinanceStream(),
            _ => throw new ArgumentException($"'{options.Exchange}' is not a known exchange: use okx or binance.", nameof(options)),
        };
        _context = new LiveContext(options, client, time, (address, most, cancellation) => PacedAsync(connect, address, most, cancellation), () => ClockOffset, s => Changed?.Invoke(s));
        _clock = MeasureAsync();
    }

    /// <summary>Raised at each change of a connection's state, in that connection's turn: handlers must be quick and must not throw.</summary>
    public event Action<ConnectionStatus>? Changed;

    /// <summary>As in settings and messages: okx or binance.</summary>
    public string Exchange => _stream.Name;

    /// <summary>The exchange's clock minus ours; null as long as it could not be measured.</summary>
    public TimeSpan? ClockOffset => Interlocked.Read(ref _offsetTicks) is var ticks && ticks == long.MinValue ? null : TimeSpan.FromTicks(ticks);

    /// <summary>All connections that are open or were open last, by name.</summary>
    public IReadOnlyList<ConnectionStatus> Connections => [.. _connections.Values.Select(c => c.Status).OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>
    /// Everything that the exchange publishes about the subscriptions: trades of an instrument in the order of their ids, each once; final candles of a series in order,
    /// with forming ones and corrections between. What is lost on the way is fetched; what cannot be had is told by <see cref="ConnectionStatus.Gaps"/>.
    /// </summary>
    /// <exception cref="ExchangeException">The exchange cannot have one of the instruments.</exception>
    /// <param name="cancellation">Ends the reading, and closes its connections, with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<LiveUpdate> ReadAsync(LiveRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellation);
        var updates = Channel.CreateBounded<LiveUpdate>(new BoundedChannelOptions(_options.Buffer) { SingleReader = true });
        var running = new List<Task>();
        var opened = new List<string>();

        // What the exchange cannot have is told before anything is opened.
        var wanted = request.Subscriptions.Distinct().ToList();
        wanted.ForEach(s => _stream.NameOf(s));
        foreach (var subscriptions in wanted
            .GroupBy(s => (Path: _stream.PathOf(s), s.IsTrades))
            .OrderBy(g => g.Key)
            .SelectMany(g => g.Chunk(_stream.Limits.MaxSubscriptions)))
        {
            var name = $"{_stream.Name}/{(subscriptions[0].IsTrades ? "trades" : "candles")}/{Interlocked.Increment(ref _made)}";
            var connection = new ExchangeConnection(name, _stream, subscriptions, request, _context, u => updates.Writer.WriteAsync(u, stop.Token), stop.Token);
            _connections[name] = connection;
            opened.Add(name);
            running.Add(connection.RunAsync());
        }

        // The first that breaks ends the reading with what happened to it.
        var watching = WatchAsync(running, updates.Writer);
        try
        {
            await foreach (var update in updates.Reader.ReadAllAsync(stop.Token))
            {
                yield return update;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
            opened.ForEach(name => _connections.TryRemove(name, out _));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _clock;
        _connecting.Dispose();
        _stop.Dispose();
    }

    private static async Task WatchAsync(List<Task> running, ChannelWriter<LiveUpdate> updates)
    {
        try
        {
            await await Task.WhenAny(running);
            updates.TryComplete();
        }
        catch (Exception cause)
        {
            updates.TryComplete(cause);
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>One connection after another: exchanges count them per address.</summary>
    private async Task<IStreamSocket> PacedAsync(ConnectSocket connect, Uri address, int mostBytes, CancellationToken cancellation)
    {
        await _connecting.WaitAsync(cancellation);
        _ = ReleaseLaterAsync();
        return await connect(address, mostBytes, cancellation);
    }

    private async Task ReleaseLaterAsync()
    {
        try
        {
            await Task.Delay(_stream.Limits.ConnectSpacing, _time, _stop.Token);
            _connecting.Release();
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody connects any more.
            return;
        }
    }

    private async Task MeasureAsync()
    {
        try
        {
            while (true)
            {
                var pause = _options.ClockEvery;
                try
                {
                    Interlocked.Exchange(ref _offsetTicks, (await _client.GetClockOffsetAsync(_stop.Token)).Ticks);
                }
                catch (ExchangeException)
                {
                    // The last reading stays good for a while; how the exchange fails is told by everything else that asks it.
                    pause = _options.LongestDelay;
                }

                await Task.Delay(pause, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
