namespace ActorTrading.Actors.Persistence;

public abstract partial class Eventsourced
{
    private void StartRecovery()
    {
        if (string.IsNullOrEmpty(PersistenceId))
        {
            throw new ArgumentException($"PersistenceId is [null or empty] for PersistentActor [{Self.Path}]");
        }

        _recovery = new RecoveryRun(this, Cell, _persistence);
        _recovery.Start(PersistenceId, Recovery);
    }

    private void HandleRecovery(RecoveryEvent recovery)
    {
        if (!IsRecovering || _stopping)
        {
            return;
        }

        Cell.SetSender(null, recovery);
        switch (recovery)
        {
            case RecoveryEvent.Snapshot { Selected: { } selected }:
                _progress = true;
                LastSequenceNr = selected.Metadata.SequenceNr;
                Replay(new SnapshotOffer(selected.Metadata, selected.Snapshot));
                break;
            case RecoveryEvent.Snapshot:
                _progress = true;
                break;
            case RecoveryEvent.Events events:
                _progress = true;
                ReplayBatch(events.Batch);
                _recovery!.Release();
                break;
            case RecoveryEvent.Done done:
                CompleteRecovery(done.HighestSequenceNr);
                break;
            case RecoveryEvent.Failed failed:
                FailRecovery(failed.Cause, null);
                break;
            case RecoveryEvent.Tick when !_progress:
                FailRecovery(
                    new RecoveryTimedOutException(
                        $"Recovery timed out, didn't get event within {_persistence.Options.RecoveryEventTimeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."),
                    null);
                break;
            default:
                _progress = false;
                break;
        }
    }

    private void ReplayBatch(IReadOnlyList<PersistentRepr> batch)
    {
        foreach (var one in batch)
        {
            LastSequenceNr = one.SequenceNr;
            if (!Replay(one.Payload))
            {
                return;
            }
        }
    }

    private bool Replay(object message)
    {
        try
        {
            if (!ReceiveRecover(message))
            {
                Unhandled(message);
            }

            return true;
        }
        catch (Exception e)
        {
            FailRecovery(e, message);
            return false;
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        _recovery!.End();
        _sequenceNr = highestSequenceNr;
        LastSequenceNr = highestSequenceNr;
        IsRecovering = false;
        OnReplaySuccess();
        if (!ReceiveRecover(RecoveryCompleted.Instance))
        {
            Unhandled(RecoveryCompleted.Instance);
        }

        AfterCommand();
    }

    private void FailRecovery(Exception cause, object? message)
    {
        _stopping = true;
        _recovery!.End();
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
        }
    }
}
