using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>Reads snapshot and events outside of the actor's turn and hands them over in batches, a few ahead of the actor at most.</summary>
internal sealed class RecoveryRun
{
    private const int BatchSize = 256;
    private const int BatchesAhead = 4;

    private readonly Eventsourced _owner;
    private readonly ActorCell _cell;
    private readonly Persistence _persistence;
    private readonly bool _comesBack;
    private readonly CancellationTokenSource _stop = new();
    private readonly Permits _credits = new(BatchesAhead);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RecoveryRun(Eventsourced owner, ActorCell cell, Persistence persistence)
    {
        _owner = owner;
        _cell = cell;
        _comesBack = cell.SystemImpl.OwnsContinuations;
        _persistence = persistence;
    }

    public void Start(string persistenceId, Recovery recovery) => _ = RunAsync(persistenceId, recovery);

    /// <summary>The actor took a batch.</summary>
    public void Release() => _credits.Release();

    /// <summary>The actor has recovered, failed or gone.</summary>
    public void End()
    {
        if (_over.TrySetResult())
        {
            _stop.Cancel();
        }
    }

    private async Task RunAsync(string persistenceId, Recovery recovery)
    {
        var token = _stop.Token;
        try
        {
            await _persistence.RecoveryPermits.WaitAsync(token).ConfigureAwait(_comesBack);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var timeout = _persistence.Options.RecoveryEventTimeout;
        var timer = _cell.System.TimeProvider.CreateTimer(_ => Post(new RecoveryEvent.Tick()), null, timeout, timeout);
        try
        {
            await ReadAsync(persistenceId, recovery, token).ConfigureAwait(_comesBack);
        }
        catch (Exception e)
        {
            Post(new RecoveryEvent.Failed(e));
        }

        await _over.Task.ConfigureAwait(_comesBack);
        await timer.DisposeAsync().ConfigureAwait(_comesBack);
        _persistence.RecoveryPermits.Release();
    }

    private async Task ReadAsync(string persistenceId, Recovery recovery, CancellationToken token)
    {
        await _persistence.WriteUnderWay(persistenceId).WaitAsync(token).ConfigureAwait(_comesBack);
        var criteria = recovery.FromSnapshot;
        criteria = criteria with { MaxSequenceNr = Math.Min(criteria.MaxSequenceNr, recovery.ToSequenceNr) };
        var snapshot = criteria.MaxSequenceNr > 0
            ? await _persistence.SnapshotStore.LoadAsync(persistenceId, criteria, token).ConfigureAwait(_comesBack)
            : null;
        Post(new RecoveryEvent.Snapshot(snapshot));

        var covered = snapshot?.Metadata.SequenceNr ?? 0;
        var highest = await _persistence.Journal.ReadHighestSequenceNrAsync(persistenceId, token).ConfigureAwait(_comesBack);
        var to = Math.Min(highest, recovery.ToSequenceNr);
        if (to > covered && recovery.ReplayMax > 0)
        {
            await ReplayAsync(persistenceId, covered + 1, to, recovery.ReplayMax, token).ConfigureAwait(_comesBack);
        }

        Post(new RecoveryEvent.Done(Math.Max(highest, covered)));
    }

    private async Task ReplayAsync(string persistenceId, long from, long to, long max, CancellationToken token)
    {
        var batch = new List<PersistentRepr>();
        await foreach (var one in _persistence.Journal.ReplayAsync(persistenceId, from, to, max, token).WithCancellation(token).ConfigureAwait(_comesBack))
        {
            batch.Add(one);
            if (batch.Count == BatchSize)
            {
                await _credits.WaitAsync(token).ConfigureAwait(_comesBack);
                Post(new RecoveryEvent.Events(batch));
                batch = new List<PersistentRepr>(BatchSize);
            }
        }

        if (batch.Count > 0)
        {
            Post(new RecoveryEvent.Events(batch));
        }
    }

    private void Post(RecoveryEvent recoveryEvent)
    {
        recoveryEvent.Run = this;
        _cell.SendSystemMessage(new SystemMessage.Priority(recoveryEvent, null));
    }
}
