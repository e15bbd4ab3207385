using System.Threading.Channels;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// Writes the events of its share of the persistence ids over one connection. Whatever was queued while the last
/// transaction ran goes into the next one; each caller hears only after the commit that holds its events.
/// </summary>
/// <remarks>
/// A group that the database undid because of one of its writes is stored again write by write. A group whose outcome is
/// unknown fails as a whole: its writes may be stored or not, which only a recovery can tell.
/// </remarks>
internal sealed class PostgreSqlWriter
{
    private readonly CommitSignal _committed;
    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlJournalOptions _options;
    private readonly Channel<QueuedWrite> _queue = Channel.CreateUnbounded<QueuedWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private readonly List<QueuedWrite> _group = [];
    private readonly List<JournalWrite> _writes = [];
    private readonly Task _ended;
    private Task _newest = Task.CompletedTask;
    private PostgreSqlWriteSession? _session;
    private int _outstanding;
    private long _commits;

    public PostgreSqlWriter(PostgreSqlDatabase database, PostgreSqlJournalOptions options, CommitSignal committed)
    {
        _committed = committed;
        _database = database;
        _options = options;
        _ended = Task.Run(RunAsync);
    }

    /// <summary>Writes queued or under way.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>Transactions committed so far.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public Task Enqueue(JournalWrite write)
    {
        var queued = new QueuedWrite(write);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(queued), typeof(PostgreSqlJournal));
            _newest = queued.Done;
        }

        Interlocked.Increment(ref _outstanding);
        return queued.Done;
    }

    /// <summary>Waits for everything queued so far, whether it was stored or refused.</summary>
    public Task FlushAsync()
    {
        // They end in the order in which they came.
        var newest = Volatile.Read(ref _newest);
        return newest.IsCompleted
            ? Task.CompletedTask
            : newest.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes nothing new, writes what is queued, lets go of the connection.</summary>
    public async Task CloseAsync()
    {
        lock (_gate)
        {
            _ = _queue.Writer.TryComplete();
        }

        await _ended;
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            FillGroup();
            await StoreGroupAsync();
            _group.Clear();
            _writes.Clear();
        }

        await DropSessionAsync();
    }

    private void FillGroup()
    {
        var events = 0;
        long bytes = 0;
        while (_queue.Reader.TryPeek(out var next))
        {
            events += next.Write.Rows.Length;
            bytes += next.Write.Bytes;
            if (_group.Count > 0 && (events > _options.GroupEvents || bytes > _options.GroupBytes))
            {
                return;
            }

            _ = _queue.Reader.TryRead(out _);
            _group.Add(next);
            _writes.Add(next.Write);
        }
    }

    private async Task StoreGroupAsync()
    {
        try
        {
            var session = await SessionAsync();
            if (await session.StoreAsync(_writes))
            {
                Volatile.Write(ref _commits, _commits + 1);
                _committed.Set();
                _group.ForEach(Succeed);
                return;
            }
        }
        catch (Exception cause)
        {
            if (!PostgreSqlFailures.IsOfOneWrite(cause))
            {
                await FailAsync(_group, cause);
                return;
            }
        }

        await StoreOneByOneAsync();
    }

    /// <summary>Some of the group were refused and nothing of it is stored.</summary>
    private async Task StoreOneByOneAsync()
    {
        for (var i = 0; i < _group.Count; i++)
        {
            try
            {
                await StoreAloneAsync(_group[i]);
            }
            catch (Exception cause)
            {
                await FailAsync(_group.GetRange(i, _group.Count - i), cause);
                return;
            }
        }
    }

    private async Task StoreAloneAsync(QueuedWrite queued)
    {
        var session = await SessionAsync();
        try
        {
            while (!await session.StoreAsync([queued.Write]))
            {
                var fence = queued.Write.Fence
                    ?? throw new InvalidOperationException($"'{_database.Place}' stored only a part of a statement: see that no trigger or rule changes what is written to its tables.");
                var stored = await session.EpochAsync(fence.Shard);
                if (stored > fence.Epoch)
                {
                    Fail(queued, new StaleWriterException(queued.Write.PersistenceId, fence, stored));
                    return;
                }
            }

            Volatile.Write(ref _commits, _commits + 1);
            _committed.Set();
            Succeed(queued);
        }
        catch (Exception cause) when (PostgreSqlFailures.IsDuplicate(cause))
        {
            var taken = await session.FirstTakenAsync(queued.Write);
            Fail(queued, JournalRefusals.Duplicate(queued.Write.Events[taken], _database.Place, cause));
        }
        catch (Exception cause) when (PostgreSqlFailures.IsOfOneWrite(cause))
        {
            Fail(queued, Describe(cause, queued.Write));
        }
    }

    private async Task<PostgreSqlWriteSession> SessionAsync()
    {
        if (_session is { } session && !await session.IsAliveAsync())
        {
            await DropSessionAsync();
        }

        return _session ??= new PostgreSqlWriteSession(await _database.ConnectAsync(CancellationToken.None), _database.Schema);
    }

    private async Task FailAsync(List<QueuedWrite> failed, Exception cause)
    {
        if (!PostgreSqlFailures.IsUndone(cause))
        {
            await DropSessionAsync();
        }

        foreach (var queued in failed)
        {
            Fail(queued, Describe(cause, queued.Write));
        }
    }

    private Exception Describe(Exception cause, JournalWrite write) => PostgreSqlFailures.IsExpected(cause)
        ? PostgreSqlFailures.Describe(cause, _database.Place, FormattableString.Invariant($"write event {write.Events[0].SequenceNr} of '{write.PersistenceId}' to"))
        : cause;

    private async Task DropSessionAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    private void Succeed(QueuedWrite queued)
    {
        Interlocked.Decrement(ref _outstanding);
        queued.Complete();
    }

    private void Fail(QueuedWrite queued, Exception cause)
    {
        Interlocked.Decrement(ref _outstanding);
        queued.Fail(cause);
    }

    private sealed class QueuedWrite(JournalWrite write)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public JournalWrite Write { get; } = write;

        public Task Done => _done.Task;

        public void Complete() => _done.SetResult();

        public void Fail(Exception cause) => _done.SetException(cause);
    }
}
