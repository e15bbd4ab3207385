using System.Threading.Channels;
using ActorTrading.Engine.Synchronisation;
using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Tests.Synchronisation;

/// <summary>A synchroniser between a scripted exchange and a real database, with lives that end at any moment.</summary>
internal sealed class SyncRig : IAsyncDisposable
{
    public static readonly SeriesId Minutes = new(Symbol.Parse("BTC-USDT"), Timeframe.M1);

    private readonly string _folder = Directory.CreateTempSubdirectory("actortrading-sync-").FullName;
    private CancellationTokenSource? _stop;
    private Channel<LiveUpdate>? _live;
    private Task? _running;

    private readonly MarketDatabaseOptions _place;

    /// <param name="place">An empty SQLite database where it is null.</param>
    public SyncRig(MarketDatabaseOptions? place = null)
    {
        _place = place ?? MarketDatabaseOptions.Sqlite(Path.Combine(_folder, "market.db"));
        Exchange = new ScriptedExchange(Clock);
    }

    public StandingClock Clock { get; } = new();

    public ScriptedExchange Exchange { get; }

    public SynchronizerOptions Options { get; set; } = new() { Series = [Minutes], History = TimeSpan.FromHours(8), CheckConsistency = false };

    public MarketDatabase Database { get; private set; } = null!;

    public DataSynchronizer Synchronizer { get; private set; } = null!;

    public List<Candle> Corrections { get; } = [];

    /// <summary>The exchange's clock minus ours.</summary>
    public TimeSpan? ClockOffset { get; set; }

    public long Now => (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static Candle CandleAt(long openTime, int version = 0, bool isFinal = true)
    {
        var price = 1_000_000 + (openTime / 60_000_000 % 100 * 1000) + version;
        return new Candle(new Bar(openTime, price, price + 500, price - 500, price + 1, 10_000 + version, 0, 0, 0), CandleSource.Okx, isFinal);
    }

    public async Task OpenAsync()
    {
        Database = await MarketDatabase.OpenAsync(_place, Clock, CancellationToken.None);
        Synchronizer = new DataSynchronizer(Database, Exchange, Options, Clock)
        {
            Corrections = (_, candles, _) =>
            {
                lock (Corrections)
                {
                    Corrections.AddRange(candles);
                }

                return Task.CompletedTask;
            },
            ClockOffset = () => ClockOffset,
        };
    }

    /// <summary>Begins a life: opens the database and runs.</summary>
    public async Task StartAsync()
    {
        await OpenAsync();
        _stop = new CancellationTokenSource();
        _live = Channel.CreateUnbounded<LiveUpdate>();
        _running = Synchronizer.RunAsync(_live.Reader.ReadAllAsync(_stop.Token), _stop.Token);
    }

    public void Push(Candle candle) => _live!.Writer.TryWrite(new LiveCandle(Minutes, candle, Now));

    /// <summary>Lets what was pushed be stored, then ends.</summary>
    public async Task EndAsync()
    {
        _live!.Writer.Complete();
        await _running!.WaitAsync(TimeSpan.FromSeconds(20));
        await CloseAsync();
    }

    /// <summary>Ends in the middle of whatever it is doing.</summary>
    public async Task StopAsync()
    {
        await _stop!.CancelAsync();
        try
        {
            await _running!.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await CloseAsync();
    }

    public async Task<Candle[]> StoredAsync(SeriesId? series = null) =>
        await Database.Candles.ReadAsync(series ?? Minutes, new TimeRange(0, long.MaxValue), CancellationToken.None).ToArrayAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stop is { IsCancellationRequested: false })
        {
            await StopAsync();
        }

        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task CloseAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }
}
