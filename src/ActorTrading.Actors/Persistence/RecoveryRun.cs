using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// Reads snapshot and events for one incarnation and hands them over in batches, a few ahead of the actor at most. Started,
/// advanced and ended in the actor's turn.
/// </summary>
internal sealed class RecoveryRun(ActorCell cell, Persistence persistence, JournalPlugin journal, SnapshotPlugin snapshots, string persistenceId, Recovery recovery)
{
    private const int BatchSize = 256;
    private const int BatchesAhead = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly Permits _credits = new(BatchesAhead);
    private readonly bool _comesBack = cell.SystemImpl.OwnsContinuations;
    private ITimer? _timer;
    private bool _snapshotDone;

    /// <summary>The snapshot store has answered, or had nothing to be asked for.</summary>
    public bool IsSnapshotDone => Volatile.Read(ref _snapshotDone);

    public void Start()
    {
        if (persistence.RecoveryPermits.Request(this))
        {
            Begin();
        }
    }

    /// <summary>The turn has come of one who had to wait. Called from anywhere.</summary>
    public void Grant() => Post(new RecoveryEvent.Granted());

    /// <summary>With a permit.</summary>
    public void Begin()
    {
        var timeout = persistence.Options.RecoveryEventTimeout;
        _timer = cell.System.TimeProvider.CreateTimer(_ => Post(new RecoveryEvent.Tick()), null, timeout, timeout);
        _ = ReportAsync(LoadAsync());
    }

    /// <summary>The actor has taken the snapshot, or would not have it.</summary>
    public void Replay(long fromSequenceNr)
    {
        var timeout = persistence.Options.RecoveryEventTimeout;
        _timer!.Change(timeout, timeout);
        _ = ReportAsync(ReplayAsync(fromSequenceNr));
    }

    /// <summary>The actor took a batch.</summary>
    public void Release() => _credits.Release();

    /// <summary>The actor has recovered, failed or gone.</summary>
    public void End()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _stop.Cancel();
        _timer?.Dispose();
        persistence.RecoveryPermits.Return(this);
    }

    private async Task ReportAsync(Task reading)
    {
        try
        {
            await reading.ConfigureAwait(_comesBack);
        }
        catch (Exception e)
        {
            // What a reading that nobody waits for any more says concerns nobody.
            if (!_stop.IsCancellationRequested)
            {
                Post(new RecoveryEvent.Failed(e));
            }
        }
    }

    private async Task LoadAsync()
    {
        await journal.WriteUnderWay(persistenceId).ConfigureAwait(_comesBack);
        var criteria = recovery.FromSnapshot.Limit(recovery.ToSequenceNr);
        var selected = criteria.MaxSequenceNr > 0
            ? await snapshots.Load(persistenceId, criteria, _stop.Token).ConfigureAwait(_comesBack)
            : null;
        Volatile.Write(ref _snapshotDone, true);
        if (selected is null)
        {
            await ReplayAsync(1).ConfigureAwait(_comesBack);
        }
        else
        {
            Post(new RecoveryEvent.Snapshot(selected));
        }
    }

    private async Task ReplayAsync(long from)
    {
        _stop.Token.ThrowIfCancellationRequested();
        var highest = await journal.ReadHighestSequenceNr(persistenceId, _stop.Token).ConfigureAwait(_comesBack);
        var to = Math.Min(highest, recovery.ToSequenceNr);
        if (to >= from && recovery.ReplayMax > 0)
        {
            await ReadAsync(from, to).ConfigureAwait(_comesBack);
        }

        Post(new RecoveryEvent.Done(highest));
    }

    private async Task ReadAsync(long from, long to)
    {
        var filter = new ReplayFilter(persistence.Options.ReplayFilter, Report);
        var events = journal.Journal.ReplayAsync(persistenceId, from, to, recovery.ReplayMax, _stop.Token);
        await foreach (var one in events.WithCancellation(_stop.Token).ConfigureAwait(_comesBack))
        {
            filter.Add(one);
            if (filter.TakeSettled(BatchSize) is { } batch)
            {
                await HandOverAsync(batch).ConfigureAwait(_comesBack);
            }
        }

        if (filter.TakeRest() is { Count: > 0 } rest)
        {
            await HandOverAsync(rest).ConfigureAwait(_comesBack);
        }
    }

    private void Report(string issue)
    {
        var source = cell.SelfRef.Path.ToString();
        cell.System.EventStream.Publish(persistence.Options.ReplayFilter.Mode == ReplayFilterMode.Fail
            ? new Error(null, source, typeof(ReplayFilter), issue)
            : new Warning(source, typeof(ReplayFilter), issue));
    }

    private async Task HandOverAsync(List<PersistentRepr> batch)
    {
        await _credits.WaitAsync(_stop.Token).ConfigureAwait(_comesBack);
        Post(new RecoveryEvent.Events(batch));
    }

    private void Post(RecoveryEvent recoveryEvent)
    {
        recoveryEvent.Run = this;
        cell.SendSystemMessage(new SystemMessage.Priority(recoveryEvent, null));
    }
}
