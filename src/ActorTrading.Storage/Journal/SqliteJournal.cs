using System.Runtime.CompilerServices;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// Events in one SQLite file. A completed write is on the disk (WAL, synchronous=FULL); writes that come while the disk
/// is busy share the next transaction. One process at a time owns the file.
/// </summary>
/// <remarks>
/// The queue of waiting writes has no bound of its own, so that a slow disk never turns a write away. A persistent actor has
/// one write under way, and so has its successor after a restart, which first waits for the write of the one before; with
/// these the queue holds at most one write per persistence id: memory for (actors) × (events of one write, see
/// <see cref="PersistenceOptions.MaxMessageBatchSize"/>), however long the disk hangs. Anyone else who calls
/// <see cref="WriteAsync"/> keeps the same bound by awaiting one write before the next. <see cref="Outstanding"/> shows the length.
/// </remarks>
public sealed class SqliteJournal : IFencedJournal, IQueryableJournal
{
    private readonly SqliteFile<JournalReader> _file;
    private readonly JournalWriter _writer;
    private readonly Actors.Serialization.Serialization _serialization;
    private Task? _closing;

    private SqliteJournal(SqliteFile<JournalReader> file, SqliteJournalOptions options, Actors.Serialization.Serialization serialization)
    {
        _file = file;
        _serialization = serialization;
        _writer = new JournalWriter(new JournalStatements(file.Writer), options);
    }

    /// <summary>Writes waiting or under way; a health figure.</summary>
    public int Outstanding => _writer.Outstanding;

    /// <summary>Transactions committed since the journal was opened.</summary>
    public long Commits => _writer.Commits;

    /// <inheritdoc/>
    public CommitSignal Committed => _writer.Committed;

    /// <summary>Opens the file, creating it and its directory if they are missing.</summary>
    /// <exception cref="StorageException">In use by another process, not writable, damaged, or of a newer version.</exception>
    public static SqliteJournal Open(SqliteJournalOptions options, Actors.Serialization.Serialization serialization)
    {
        var file = SqliteFile<JournalReader>.Open(options, JournalSchema.Value, session => new JournalReader(session, options, serialization));
        try
        {
            return new SqliteJournal(file, options, serialization);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Cancellation has an effect only before the write is queued: what is queued will be written.</remarks>
    /// <exception cref="StorageException">The write failed as a whole and nothing of it is stored.</exception>
    /// <exception cref="StaleWriterException">The events' epoch is lower than their shard's.</exception>
    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        if (events.Count == 0)
        {
            return Task.CompletedTask;
        }

        try
        {
            return _writer.Enqueue(new JournalAppend(JournalWrite.Of(events, _serialization)));
        }
        catch (Exception cause) when (cause is EventRejectedException or ArgumentException or ObjectDisposedException)
        {
            return Task.FromException(cause);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The file or an event cannot be read.</exception>
    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _writer.FlushAsync();
        if (max <= 0 || fromSequenceNr > toSequenceNr)
        {
            yield break;
        }

        var from = fromSequenceNr;
        var left = max;
        var page = await _file.ReadAsync(reader => reader.Events(persistenceId, from, toSequenceNr, left), cancellationToken);
        while (page.Events.Count > 0)
        {
            left -= page.Events.Count;
            var last = page.Events[^1].SequenceNr;
            var remaining = left;
            // The next page is read while the caller handles this one.
            var next = page.MayHaveMore && left > 0 && last < toSequenceNr
                ? _file.ReadAsync(reader => reader.Events(persistenceId, last + 1, toSequenceNr, remaining), cancellationToken)
                : null;
            foreach (var e in page.Events)
            {
                yield return e;
            }

            if (next is null)
            {
                yield break;
            }

            page = await next;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Transactions follow one another, and numbers are given out within them: what can be read has no gaps that could be filled.</remarks>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public async Task<JournalHorizon> ReadHorizonAsync(CancellationToken cancellationToken = default)
    {
        var highest = await _file.ReadAsync(static reader => reader.HighestOrdering(), cancellationToken);
        return new JournalHorizon(highest, highest);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The file or an event cannot be read.</exception>
    public async Task<EventPage> ReadByOrderingAsync(string? tag, long afterOrdering, long upToOrdering, CancellationToken cancellationToken = default)
    {
        var page = await _file.ReadAsync(reader => reader.ByOrdering(tag, afterOrdering, upToOrdering), cancellationToken);
        return new EventPage(page.Events, page.MayHaveMore);
    }

    /// <inheritdoc/>
    /// <remarks>Waits for writes queued before, so that an actor that restarts sees what its predecessor left under way.</remarks>
    public async Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        await _writer.FlushAsync();
        return await _file.ReadAsync(reader => reader.Highest(persistenceId), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The delete failed; a part of the oldest events may be gone already.</exception>
    public async Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _writer.Enqueue(new JournalDelete(persistenceId, toSequenceNr));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> CurrentPersistenceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _writer.FlushAsync();
        var after = "";
        while (true)
        {
            var start = after;
            var ids = await _file.ReadAsync(reader => reader.PersistenceIds(start), cancellationToken);
            if (ids.Count == 0)
            {
                yield break;
            }

            foreach (var id in ids)
            {
                yield return id;
            }

            after = ids[^1];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The write failed; the epoch is as it was.</exception>
    public async Task<long> RaiseEpochAsync(string shard, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(shard);
        cancellationToken.ThrowIfCancellationRequested();
        var raise = new JournalRaise(shard);
        await _writer.Enqueue(raise);
        return raise.Epoch;
    }

    /// <summary>How much is stored. O(events): reads the table once.</summary>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public async Task<JournalSize> ReadSizeAsync(CancellationToken cancellationToken = default)
    {
        await _writer.FlushAsync();
        return await _file.ReadAsync(reader => reader.Size(), cancellationToken);
    }

    /// <summary>Writes what is queued, moves the log into the file and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _closing, closed.Task, null) is { } other)
        {
            await other;
            return;
        }

        try
        {
            await _writer.CloseAsync();
            _file.Close();
        }
        finally
        {
            closed.SetResult();
        }
    }
}
