using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell
{
    private IActorRef? _failedPerpetrator;
    private bool _isTerminating;
    private Queue<SystemMessage>? _heldBack;

    private bool IsFailed => _failedPerpetrator is not null;

    private void FaultCreate()
    {
        try
        {
            var instance = NewActor();
            _actor = instance;
            instance.AroundPreStart();
            StartReceiveTimeout();
        }
        catch (Exception cause)
        {
            // The half-made instance goes; its children too, should the supervisor want to try again.
            ClearActor(_actor);
            HandleInvokeFailure(cause is ActorInitializationException
                ? cause
                : new ActorInitializationException(SelfRef, $"Exception during creation: {cause.Message}", cause));
        }
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is not { } failed)
        {
            LogError(null, $"Changing Recreate into Create after {cause}");
            RetryCreate();
            return;
        }

        try
        {
            failed.AroundPreRestart(cause, _currentMessage!);
        }
        catch (Exception e)
        {
            LogError(new PreRestartException(SelfRef, e, cause, _currentMessage), e.Message);
        }
        finally
        {
            Leave(failed);
            ClearActor(failed);
        }

        _currentMessage = null;
        ForgetAwaited();
        if (!WaitForChildren(Offspring.AfterChildren.Recreate, cause))
        {
            FinishRecreate(cause);
        }
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = ChildRefs();
        try
        {
            ResumeSelf();
            _failedPerpetrator = null;
            var fresh = NewActor();
            _actor = fresh;
            fresh.AroundPostRestart(cause, null!);
            StartReceiveTimeout();
            foreach (var survivor in survivors)
            {
                survivor.SendSystemMessage(new SystemMessage.Recreate(cause));
            }
        }
        catch (Exception e)
        {
            ClearActor(_actor);
            HandleInvokeFailure(new PostRestartException(SelfRef, e, cause), survivors);
        }
    }

    /// <summary>The first creation failed and the supervisor said resume or restart: start over.</summary>
    private void RetryCreate()
    {
        _receiveTimeout = null;
        CancelReceiveTimeout();
        foreach (var child in ChildRefs())
        {
            Stop(child);
        }

        if (!WaitForChildren(Offspring.AfterChildren.Create))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        ResumeSelf();
        _failedPerpetrator = null;
        FaultCreate();
    }

    private void FaultSuspend()
    {
        _suspendCount++;
        SuspendChildren([]);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            LogError(null, $"Changing Resume into Create after {causedByFailure}");
            RetryCreate();
            return;
        }

        var perpetrator = causedByFailure is null ? null : _failedPerpetrator;
        ResumeSelf();
        if (causedByFailure is not null)
        {
            _failedPerpetrator = null;
            _currentMessage = null;
        }

        foreach (var child in ChildRefs())
        {
            // Only the one that failed is told why: the others were merely suspended with it.
            child.SendSystemMessage(new SystemMessage.Resume(child.Equals(perpetrator) ? causedByFailure : null));
        }
    }

    private void ResumeSelf() => _suspendCount = Math.Max(0, _suspendCount - 1);

    private void Terminate()
    {
        _receiveTimeout = null;
        CancelReceiveTimeout();
        UnwatchAll();
        _suspendCount++;
        _failedPerpetrator ??= SelfRef;
        _isTerminating = true;
        if (!StopAllChildrenForGood())
        {
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            LogError(e, e.Message);
        }

        if (actor is not null)
        {
            Leave(actor);
        }

        _heldBack = null;
        CloseMailbox();
        SelfRef.Parent.SendSystemMessage(new SystemMessage.DeathWatchNotification(SelfRef, existenceConfirmed: true));
        TellWatchers();
        UnwatchAll();
        ClearActor(actor);
        Props = TerminatedProps;
    }

    /// <summary>What the instance has stashed and started must not go with it or outlive it.</summary>
    private void Leave(ActorBase actor)
    {
        try
        {
            UnstashOnLeaving(actor);
            actor.CancelTimers();
        }
        catch (Exception e)
        {
            LogError(e, e.Message);
        }
    }

    /// <summary>Suspends this actor and its children and asks the supervisor.</summary>
    private void HandleInvokeFailure(Exception cause, IReadOnlyList<IActorRef>? notToSuspend = null)
    {
        if (IsFailed)
        {
            return;
        }

        _suspendCount++;
        // A failure that came up from a child is not suspended twice at that child.
        if (_handlingFailureOf is { } child)
        {
            _failedPerpetrator = child;
            SuspendChildren([child]);
        }
        else
        {
            _failedPerpetrator = SelfRef;
            SuspendChildren(notToSuspend ?? []);
        }

        SelfRef.Parent.SendSystemMessage(new SystemMessage.Failed(SelfRef, cause));
    }

    private IActorRef? _handlingFailureOf;

    private void HandleFailed(SystemMessage.Failed failed)
    {
        if (FindStats(failed.Child) is not { } stats || _actor is not { } actor)
        {
            return;
        }

        var (oldMessage, oldSender) = (_currentMessage, _sender);
        (_currentMessage, _sender) = (failed, failed.Child);
        _handlingFailureOf = failed.Child;
        try
        {
            if (!actor.CurrentStrategy.HandleFailure(this, failed.Child, failed.Cause, stats, AllStats()))
            {
                HandleInvokeFailure(failed.Cause);
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            _handlingFailureOf = null;
            (_currentMessage, _sender) = (oldMessage, oldSender);
        }
    }

    private void SuspendChildren(IReadOnlyList<IActorRef> except)
    {
        foreach (var child in ChildRefs())
        {
            if (!except.Contains(child))
            {
                child.SendSystemMessage(new SystemMessage.Suspend());
            }
        }
    }

    /// <summary>
    /// A failed actor decides about no child's failure: it may be replaced, and an escalation would be lost in its own failure.
    /// Between PreRestart and the new instance the rest of the lifecycle waits for the children to be gone.
    /// </summary>
    private bool MustWait(SystemMessage message) => message switch
    {
        SystemMessage.Failed => _suspendCount > 0 || IsWaitingForChildren,
        SystemMessage.Recreate or SystemMessage.Suspend or SystemMessage.Resume => IsWaitingForChildren,
        _ => false,
    };

    private void HoldBack(SystemMessage message) => (_heldBack ??= []).Enqueue(message);

    /// <summary>Passes over what was held back, in order, until nothing more may go on.</summary>
    private void ReleaseHeldBack(Queue<SystemMessage> waiting)
    {
        int before;
        do
        {
            before = waiting.Count;
            for (var left = before; left > 0; left--)
            {
                var message = waiting.Dequeue();
                if (MustWait(message))
                {
                    waiting.Enqueue(message);
                }
                else
                {
                    SystemHandle(message);
                }
            }
        }
        while (waiting.Count > 0 && waiting.Count < before && _heldBack is not null);
    }

    private void LogError(Exception? cause, string message) =>
        SystemImpl.EventStream.Publish(new Error(cause, SelfRef.Path.ToString(), _actor?.GetType() ?? Props.Type, message));
}
