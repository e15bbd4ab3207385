namespace ActorTrading.Storage.Journal;

/// <summary>
/// The only one who writes to the journal file: a thread of its own, because it spends its life waiting for the disk.
/// Whatever was queued while the last transaction ran goes into the next one, so that one wait for the disk serves many
/// actors; each caller hears only after the commit that holds its events.
/// </summary>
internal sealed class JournalWriter
{
    private readonly JournalStatements _statements;
    private readonly SqliteJournalOptions _options;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private readonly List<JournalTask> _group = [];
    private Queue<JournalTask> _queue = new();
    private Queue<JournalTask> _taken = new();
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

    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public Task Enqueue(JournalTask task)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(SqliteJournal));
            Interlocked.Increment(ref _outstanding);
            _queue.Enqueue(task);
            Monitor.Pulse(_gate);
        }

        return task.Done;
    }

    /// <summary>Waits for everything queued so far, whether it was stored or refused.</summary>
    public Task FlushAsync() => Outstanding == 0 ? Task.CompletedTask : Enqueue(new JournalBarrier());

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

    private void Run()
    {
        while (TakeAll())
        {
            while (_taken.Count > 0)
            {
                FillGroup();
                CommitGroup();
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
            return true;
        }
    }

    private void FillGroup()
    {
        _group.Clear();
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
