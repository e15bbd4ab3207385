using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData.Migrations;

namespace ActorTrading.Storage.MarketData;

/// <summary>
/// Candles and everything derived from them, in one SQLite file or one schema of a PostgreSQL server. Several processes may have it open; while
/// any has, nobody can change its layout. For any number of threads.
/// </summary>
public sealed class MarketDatabase : IAsyncDisposable
{
    private readonly MarketStore _store;

    private MarketDatabase(MarketStore store, MarketDatabaseOptions options, TimeProvider time)
    {
        _store = store;
        Options = options;
        Time = time;
        Candles = new CandleTable(this, store.Candles);
        Findings = new FindingTable(this);
        Jobs = new JobTable(this);
        Observations = new ObservationTable(this);
        Indicators = new IndicatorTable(this);
        Training = new TrainingTable(this);
        Analyses = new AnalysisTable(this);
        Signals = new SignalTable(this);
        Anchors = new AnchorTable(this);
        Projections = new ProjectionTable(this);
    }

    /// <summary>The file, or the server's address, database and schema; no secrets.</summary>
    public string Place => _store.Place;

    public CandleTable Candles { get; }

    public FindingTable Findings { get; }

    public JobTable Jobs { get; }

    public ObservationTable Observations { get; }

    public IndicatorTable Indicators { get; }

    public TrainingTable Training { get; }

    public AnalysisTable Analyses { get; }

    public SignalTable Signals { get; }

    public AnchorTable Anchors { get; }

    public ProjectionTable Projections { get; }

    internal MarketDatabaseOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>An empty database gets all tables.</summary>
    /// <exception cref="StorageException">Unreachable, not writable, being upgraded at this moment, or of an older or newer layout.</exception>
    public static async Task<MarketDatabase> OpenAsync(MarketDatabaseOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        options.Validate();
        var store = Store(options);
        try
        {
            await MarketMigrator.CreateIfEmptyAsync(store, options.LockTimeout, time, cancellationToken);
            await store.HoldAsync(cancellationToken);
            await MarketMigrator.MustBeCurrentAsync(store, cancellationToken);
            return new MarketDatabase(store, options, time);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    internal static MarketStore Store(MarketDatabaseOptions options) => options.Server is { } server
        ? new PostgreSqlMarketStore(server, options.LockTimeout)
        : new SqliteMarketStore(options);

    /// <summary>Runs something that can be repeated without harm.</summary>
    /// <param name="action">For the sentence "Cannot (action) 'place'".</param>
    internal Task<T> ReadAsync<T>(string action, Func<MarketSession, Task<T>> read, CancellationToken cancellationToken) => _store.ReadAsync(action, read, cancellationToken);

    /// <summary>Runs one transaction, on the disk on completion.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    internal Task<T> WriteAsync<T>(string action, Func<MarketSession, Task<T>> write, CancellationToken cancellationToken) => _store.WriteAsync(action, write, cancellationToken);

    /// <summary>Repeats a statement, each time as a transaction of its own, until it removes nothing more.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    internal async Task<long> DeleteInBatchesAsync(string action, string sql, object arguments, CancellationToken cancellationToken)
    {
        for (long deleted = 0; ;)
        {
            var batch = await WriteAsync(action, session => session.ExecuteAsync(sql, arguments), cancellationToken);
            if (batch == 0)
            {
                return deleted;
            }

            deleted += batch;
        }
    }

    /// <exception cref="StorageException">The columns name no series that this program knows.</exception>
    internal SeriesId Series(string symbol, string timeframe) => Symbol.TryParse(symbol, out var name) && Timeframe.TryParse(timeframe, out var length)
        ? new SeriesId(name, length)
        : throw new StorageException(
            StorageFailure.Corrupt,
            Place,
            $"'{Place}' has rows of '{symbol}' in timeframe '{timeframe}', which is no series of candles. What to do: correct or delete these rows; another tool has written them.");
}
