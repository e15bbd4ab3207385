using System.Globalization;

namespace ActorTrading.Actors.Persistence;

public abstract partial class Eventsourced
{
    private void StartRecovery()
    {
        if (string.IsNullOrEmpty(PersistenceId))
        {
            throw new ArgumentException($"PersistenceId is [{(PersistenceId is null ? "null" : "empty")}] for PersistentActor [{Self.Path}]");
        }

        _recovery = new RecoveryRun(Cell, _persistence, Journal, Snapshots, PersistenceId, Recovery);
        _recovery.Start();
    }

    private void HandleRecovery(RecoveryEvent recovery)
    {
        Cell.SetSender(null, recovery);
        switch (recovery)
        {
            case RecoveryEvent.Granted:
                _recovery!.Begin();
                break;
            case RecoveryEvent.Snapshot snapshot:
                _progress = false;
                OfferSnapshot(snapshot.Selected);
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
                FailRecovery(TimedOut(), null);
                break;
            default:
                _progress = false;
                break;
        }
    }

    private RecoveryTimedOutException TimedOut()
    {
        var seconds = _persistence.Options.RecoveryEventTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return new RecoveryTimedOutException(_recovery!.IsSnapshotDone
            ? $"Recovery timed out, didn't get event within {seconds}s, highest sequence number seen {LastSequenceNr}."
            : $"Recovery timed out, didn't get snapshot within {seconds}s.");
    }

    /// <summary>A snapshot that the actor does not know is as good as none: all events are replayed.</summary>
    private void OfferSnapshot(SelectedSnapshot selected)
    {
        LastSequenceNr = selected.Metadata.SequenceNr;
        var offer = new SnapshotOffer(selected.Metadata, selected.Snapshot);
        try
        {
            if (!ReceiveRecover(offer))
            {
                LastSequenceNr = 0;
                Unhandled(offer);
            }
        }
        catch (Exception e)
        {
            FailRecovery(e, null);
            return;
        }

        _recovery!.Replay(LastSequenceNr + 1);
    }

    private void ReplayBatch(IReadOnlyList<PersistentRepr> batch)
    {
        var adapters = _persistence.Options.EventAdapters;
        foreach (var one in batch)
        {
            LastSequenceNr = one.SequenceNr;
            if (!(adapters.IsEmpty ? Replay(one.Payload) : ReplayAdapted(adapters, one)))
            {
                return;
            }
        }
    }

    private bool ReplayAdapted(EventAdapters adapters, PersistentRepr one)
    {
        object[] events;
        try
        {
            events = [.. adapters.Get(one.Payload.GetType()).FromJournal(one.Payload, one.Manifest).Events];
        }
        catch (Exception e)
        {
            FailRecovery(e, null);
            return false;
        }

        return Array.TrueForAll(events, Replay);
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

    /// <summary>What the handler of the end throws is for the supervisor: the actor has recovered.</summary>
    private void CompleteRecovery(long highestSequenceNr)
    {
        try
        {
            OnReplaySuccess();
            _sequenceNr = Math.Max(highestSequenceNr, LastSequenceNr);
            LastSequenceNr = _sequenceNr;
            _lastStored = _sequenceNr;
            IsRecovering = false;
            HandleCompletion();
        }
        finally
        {
            // Only now may another one recover in its place.
            _recovery!.End();
        }

        AfterCommand();
    }

    private void HandleCompletion()
    {
        try
        {
            if (!ReceiveRecover(RecoveryCompleted.Instance))
            {
                Unhandled(RecoveryCompleted.Instance);
            }
        }
        catch (Exception)
        {
            _writer.FlushLater();
            throw;
        }
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
