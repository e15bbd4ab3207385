using ActorTrading.Actors.Persistence.Query;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// The only one who writes to the journal file: a thread of its own, because it spends its life waiting for the disk.
/// Whatever was queued while the last transaction ran goes into the next one, so that one wait for the disk serves many
/// actors; each caller hears only after the commit that holds its events.
/// </summary>
/// <remarks>
/// The queue refuses nothing. It is bounded by those who wait: a persistence id has at most one write in it, and between
/// two writes stands at most one barrier, however many readers wait and however often they give up and come back.
/// </remarks>
internal sealed class JournalWriter
{
    private readonly JournalStatements _statements;
    private readonly SqliteJournalOptions _options;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private readonly List<JournalTask> _group = [];
    private Queue<JournalTask> _queue = new();
    private Queue<JournalTask> _taken = new();
    private JournalTask? _newest; // the last one in _queue
    private bool _closing;
    private int _outstanding;

    public JournalWriter(JournalStatements statements, SqliteJournalOptions options)
    {
        _statements = statements;
        _options = options;
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>Tasks queued or under way.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Set after each commit, before those who wait for it hear of it.</summary>
    public CommitSignal Committed { get; } = new();

    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public Task Enqueue(JournalTask task)
    {
        lock (_gate)
        {
            Add(task);
        }

        return task.Done;
    }

    /// <summary>
    /// Waits for everything queued so far, whether it was stored or refused. Those who ask with no write between them wait
    /// for the same barrier, so that readers who come back again and again to a stuck disk do not lengthen the queue.
    /// </summary>
    public Task FlushAsync()
    {
        if (Outstanding == 0)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (_newest is not JournalBarrier)
            {
                Add(new JournalBarrier());
            }

            return _newest!.Done;
        }
    }

    /// <summary>Takes nothing new, writes what is queued, ends the thread.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        return _ended.Task;
    }

    /// <summary>Caller holds the gate.</summary>
    private void Add(JournalTask task)
    {
        ObjectDisposedException.ThrowIf(_closing, typeof(SqliteJournal));
        Interlocked.Increment(ref _outstanding);
        _queue.Enqueue(task);
        _newest = task;
        Monitor.Pulse(_gate);
    }

    private void Run()
    {
        while (TakeAll())
        {
            while (_taken.Count > 0)
            {
                FillGroup();
                CommitGroup();
                // Or the last events would stay in memory until the next ones come.
                _group.Clear();
            }
        }

        _ended.SetResult();
    }

    /// <summary>Waits for work; false when there is none left and none can come.</summary>
    private bool TakeAll()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_closing)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (_queue, _taken) = (_taken, _queue);
            _newest = null;
            return true;
        }
    }

    private void FillGroup()
    {
        var events = 0;
        long bytes = 0;
        while (_taken.TryPeek(out var next))
        {
            if (_group.Count > 0 && (events + next.Events > _options.GroupEvents || bytes + next.Bytes > _options.GroupBytes))
            {
                return;
            }

            events += next.Events;
            bytes += next.Bytes;
            _group.Add(_taken.Dequeue());
        }
    }

    private void CommitGroup()
    {
        var unfinished = 0;
        try
        {
            _statements.Begin();
            for (var i = 0; i < _group.Count; i++)
            {
                if (!_group[i].Apply(_statements))
                {
                    // Its next part goes behind what is already waiting.
                    (_group[unfinished], _group[i]) = (_group[i], _group[unfinished]);
                    unfinished++;
                }
            }

            _statements.Commit();
        }
        catch (Exception cause)
        {
            FailGroup(cause);
            return;
        }

        Commits++;
        Committed.Set();
        for (var i = 0; i < unfinished; i++)
        {
            _taken.Enqueue(_group[i]);
        }

        for (var i = unfinished; i < _group.Count; i++)
        {
            Interlocked.Decrement(ref _outstanding);
            _group[i].Complete();
        }
    }

    private void FailGroup(Exception cause)
    {
        try
        {
            _statements.Rollback();
        }
        catch (StorageException second)
        {
            cause = new AggregateException(cause, second);
        }

        foreach (var task in _group)
        {
            Interlocked.Decrement(ref _outstanding);
            task.Fail(cause is StorageException s ? new StorageException(s.Failure, s.Path, s.Message, s) : cause);
        }
    }
}
