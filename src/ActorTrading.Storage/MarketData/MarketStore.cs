using ActorTrading.Storage.MarketData.Migrations;

namespace ActorTrading.Storage.MarketData;

/// <summary>What differs between SQLite and PostgreSQL: connections, locks, failures, and the bulk paths of candles. Connects when first used.</summary>
internal abstract class MarketStore : IAsyncDisposable
{
    /// <summary>Tells the layout inside of every transaction that writes.</summary>
    protected const string Layout = "SELECT max(number) FROM schema_migrations";

    /// <summary>How long the right to migrate is waited for: others may look whether there is anything to do.</summary>
    public static readonly TimeSpan TakeOverWait = TimeSpan.FromMilliseconds(100);

    /// <summary>For messages; no secrets.</summary>
    public abstract string Place { get; }

    /// <summary>The scripts of this kind of database.</summary>
    public abstract MigrationScripts Scripts { get; }

    public abstract CandleBulk Candles { get; }

    /// <summary>Whether any migration was ever applied.</summary>
    public abstract Task<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps migrations away for as long as this store is open.</summary>
    /// <exception cref="StorageException">A migration is under way.</exception>
    public abstract Task HoldAsync(CancellationToken cancellationToken);

    /// <summary>The right to migrate, until it is disposed.</summary>
    /// <exception cref="StorageException">Others have the database open; the message names them.</exception>
    public abstract Task<IAsyncDisposable> TakeOverAsync(CancellationToken cancellationToken);

    /// <summary>Runs something that can be repeated without harm.</summary>
    /// <param name="action">For the sentence "Cannot (action) 'place'".</param>
    public abstract Task<T> ReadAsync<T>(string action, Func<MarketSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs one transaction, on the disk on completion. Refused when the tables have another layout than this program's.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public abstract Task<T> WriteAsync<T>(string action, Func<MarketSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>Runs one transaction that changes the layout; for the holder of the right to migrate.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public abstract Task MigrateAsync(string action, Func<MarketSession, Task> migrate, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <exception cref="StorageException">The layout is not this program's.</exception>
    protected void MustBeCurrent(long layout)
    {
        if (layout != Scripts.Latest)
        {
            throw layout > Scripts.Latest ? MarketMigrator.Newer(Place, layout, Scripts.Latest) : MarketMigrator.Older(Place, layout, Scripts.Latest);
        }
    }
}
