using System.Runtime.CompilerServices;
using System.Text;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// Events in a PostgreSQL database, which many processes may share. A completed write is on the server's disk
/// (synchronous_commit=on); writes that come while a transaction runs share the next one.
/// </summary>
/// <remarks>
/// A lost connection fails the writes under way, of which it is then unknown whether they are stored: a persistent actor
/// stops and finds it out by recovering. Later writes and reads connect anew, so that the same object works again as soon
/// as the server does. Writes of one persistence id are stored in the order in which they were handed over.
/// </remarks>
public sealed class PostgreSqlJournal : IFencedJournal, IQueryableJournal
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlReader _reader;
    private readonly PostgreSqlHorizon _horizon;
    private readonly PostgreSqlEraser _eraser;
    private readonly PostgreSqlWriter[] _writers;
    private readonly Actors.Serialization.Serialization _serialization;
    private Task? _closing;

    private PostgreSqlJournal(PostgreSqlDatabase database, PostgreSqlJournalOptions options, Actors.Serialization.Serialization serialization)
    {
        _database = database;
        _serialization = serialization;
        _reader = new PostgreSqlReader(database, options, serialization);
        _horizon = new PostgreSqlHorizon(database);
        _eraser = new PostgreSqlEraser(database);
        _writers = [.. Enumerable.Range(0, options.Writers).Select(_ => new PostgreSqlWriter(database, options, Committed))];
    }

    /// <summary>Writes waiting or under way; a health figure.</summary>
    public int Outstanding => _writers.Sum(static w => w.Outstanding);

    /// <summary>Transactions committed since the journal was opened.</summary>
    public long Commits => _writers.Sum(static w => w.Commits);

    /// <inheritdoc/>
    public CommitSignal Committed { get; } = new();

    /// <summary>Connects, and creates the schema and its tables if they are missing.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="StorageException">Not reachable, not permitted, or the tables are those of something else.</exception>
    public static async Task<PostgreSqlJournal> OpenAsync(
        PostgreSqlJournalOptions options, Actors.Serialization.Serialization serialization, CancellationToken cancellationToken = default)
    {
        var database = await PostgreSqlDatabase.OpenAsync(options, PostgreSqlJournalSchema.Value, cancellationToken);
        return new PostgreSqlJournal(database, options, serialization);
    }

    /// <inheritdoc/>
    /// <remarks>Cancellation has an effect only before the write is queued: what is queued will be written.</remarks>
    /// <exception cref="StorageException">The write failed as a whole. Nothing of it is stored, unless the failure is <see cref="StorageFailure.Unreachable"/>: then all of it may be stored or nothing.</exception>
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
            var write = JournalWrite.Of(events, _serialization);
            CheckTexts(write);
            return WriterOf(write.PersistenceId).Enqueue(write);
        }
        catch (Exception cause) when (cause is EventRejectedException or ArgumentException or ObjectDisposedException)
        {
            return Task.FromException(cause);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The database or an event cannot be read.</exception>
    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await WriterOf(persistenceId).FlushAsync();
        if (max <= 0 || fromSequenceNr > toSequenceNr)
        {
            yield break;
        }

        var left = max;
        var page = await _reader.EventsAsync(persistenceId, fromSequenceNr, toSequenceNr, left, default, cancellationToken);
        while (page.Events.Count > 0)
        {
            left -= page.Events.Count;
            var last = page.Events[^1].SequenceNr;
            // The next page is read while the caller handles this one.
            var next = page.MayHaveMore && left > 0 && last < toSequenceNr
                ? _reader.EventsAsync(persistenceId, last + 1, toSequenceNr, left, page, cancellationToken)
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
    /// <remarks>Waits for writes queued before, so that an actor that restarts sees what its predecessor left under way.</remarks>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        await WriterOf(persistenceId).FlushAsync();
        return await _reader.HighestAsync(persistenceId, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The delete failed; a part of the oldest events may be gone already.</exception>
    public async Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default)
    {
        await WriterOf(persistenceId).FlushAsync();
        await _eraser.EraseAsync(persistenceId, toSequenceNr, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async IAsyncEnumerable<string> CurrentPersistenceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.WhenAll(_writers.Select(static w => w.FlushAsync()));
        var page = await _reader.PersistenceIdsAsync("", cancellationToken);
        while (page.Count > 0)
        {
            foreach (var id in page)
            {
                yield return id;
            }

            page = await _reader.PersistenceIdsAsync(page[^1], cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Two short statements at most; callers at the same time share them. A transaction of any program that wrote to the table and stays open holds up what is behind its events.</remarks>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public Task<JournalHorizon> ReadHorizonAsync(CancellationToken cancellationToken = default) => _horizon.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StorageException">The database or an event cannot be read.</exception>
    public async Task<EventPage> ReadByOrderingAsync(string? tag, long afterOrdering, long upToOrdering, CancellationToken cancellationToken = default)
    {
        var page = await _reader.ByOrderingAsync(tag, afterOrdering, upToOrdering, cancellationToken);
        return new EventPage(page.Events, page.MayHaveMore);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">It failed. If <see cref="StorageFailure.Unreachable"/>, the epoch may be raised all the same: raise it again.</exception>
    public async Task<long> RaiseEpochAsync(string shard, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(shard);
        return await _database.RunAsync(
            "raise an epoch in",
            async (connection, token) =>
            {
                await using var raise = new NpgsqlCommand(
                    $"INSERT INTO {_database.Schema}.shard_epoch AS s(shard, epoch) VALUES($1, 1) ON CONFLICT(shard) DO UPDATE SET epoch = s.epoch + 1 RETURNING epoch",
                    connection);
                raise.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard });
                return (long)(await raise.ExecuteScalarAsync(token))!;
            },
            cancellationToken);
    }

    /// <summary>Writes what is queued and closes the connections.</summary>
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
            await Task.WhenAll(_writers.Select(static w => w.CloseAsync()));
            await _database.DisposeAsync();
        }
        finally
        {
            closed.SetResult();
        }
    }

    /// <summary>What PostgreSQL's text cannot hold must not reach a statement that others share.</summary>
    private static void CheckTexts(JournalWrite write)
    {
        Check(write.PersistenceId, write);
        for (var i = 0; i < write.Rows.Length; i++)
        {
            if (i == 0 || !ReferenceEquals(write.Rows[i].Manifest, write.Rows[i - 1].Manifest))
            {
                Check(write.Rows[i].Manifest, write);
            }

            if (i == 0 || !ReferenceEquals(write.Events[i].WriterGuid, write.Events[i - 1].WriterGuid))
            {
                Check(write.Events[i].WriterGuid, write);
            }

            if (write.Rows[i].Tags is { } tags)
            {
                Check(tags, write);
            }
        }

        if (write.Fence is { } fence)
        {
            Check(fence.Shard, write);
        }
    }

    private static void Check(string text, JournalWrite write)
    {
        try
        {
            _ = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException cause)
        {
            throw new EventRejectedException($"'{text}', of an event of '{write.PersistenceId}', is no text: {cause.Message}", cause);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new EventRejectedException($"'{text}', of an event of '{write.PersistenceId}', contains the character 0, which PostgreSQL cannot store.");
        }
    }

    /// <summary>Always the same one within this process, so that the writes of an id keep their order.</summary>
    private PostgreSqlWriter WriterOf(string persistenceId) =>
        _writers[(int)((uint)string.GetHashCode(persistenceId, StringComparison.Ordinal) % (uint)_writers.Length)];
}
