namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell
{
    private void Invoke(object message, IActorRef? sender)
    {
        _currentMessage = message;
        _sender = sender;
        CurrentEnvelopeId++;
        var influences = _receiveTimeout is not null && message is not INotInfluenceReceiveTimeout;
        if (influences)
        {
            CancelReceiveTimeout();
        }

        try
        {
            if (message is IAutoReceivedMessage)
            {
                AutoReceive(message);
            }
            else
            {
                _actor!.AroundReceive(_behavior, message);
            }

            if (_awaited == 0)
            {
                _currentMessage = null;
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(Unwrap(cause));
        }

        if (influences)
        {
            StartReceiveTimeout();
        }
    }

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                if (TakeQueuedTermination(terminated.ActorRef, out var custom))
                {
                    _currentMessage = custom ?? terminated;
                    _actor!.AroundReceive(_behavior, _currentMessage);
                }

                break;
            case TimerMessage timer:
                TimerFired(timer);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                SelfRef.Stop();
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, SelfRef), SelfRef);
                break;
            default:
                _actor!.AroundReceive(_behavior, message);
                break;
        }
    }

    private void TimerFired(TimerMessage timer)
    {
        if (!ReferenceEquals((_actor as IWithTimers)?.Timers, timer.Owner))
        {
            // Left by an instance whose constructor or PreStart threw.
            timer.Owner.CancelAll();
        }
        else if (timer.Owner.Accept(timer) is { } payload)
        {
            _currentMessage = payload;
            if (payload is IAutoReceivedMessage)
            {
                AutoReceive(payload);
            }
            else
            {
                _actor!.AroundReceive(_behavior, payload);
            }
        }
    }

    private void SystemInvoke(SystemMessage message)
    {
        if (MustWait(message))
        {
            HoldBack(message);
            return;
        }

        SystemHandle(message);
        if (_heldBack is { Count: > 0 } waiting)
        {
            ReleaseHeldBack(waiting);
        }
    }

    private void SystemHandle(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case SystemMessage.RunTask run:
                    TaskScheduler.Run(run.Task);
                    break;
                case SystemMessage.Priority priority:
                    (_lanes ??= new Lanes()).AddPriority(priority.Envelope);
                    break;
                case SystemMessage.TaskDone done:
                    FinishAsync(done);
                    break;
                case SystemMessage.Create:
                    FaultCreate();
                    break;
                case SystemMessage.Failed failed:
                    HandleFailed(failed);
                    break;
                case SystemMessage.DeathWatchNotification notice:
                    WatchedActorTerminated(notice);
                    break;
                case SystemMessage.Watch watch:
                    AddWatcher(watch.Watcher);
                    break;
                case SystemMessage.Unwatch unwatch:
                    RemoveWatcher(unwatch.Watcher);
                    break;
                default:
                    if (!_isTerminating)
                    {
                        LifecycleInvoke(message);
                    }

                    break;
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(Unwrap(cause));
        }
    }

    private void LifecycleInvoke(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Recreate recreate:
                FaultRecreate(recreate.Cause);
                break;
            case SystemMessage.Suspend:
                FaultSuspend();
                break;
            case SystemMessage.Resume resume:
                FaultResume(resume.CausedByFailure);
                break;
            case SystemMessage.Terminate:
                Terminate();
                break;
            case SystemMessage.Fault fault when _actor is not null && !IsFailed:
                HandleInvokeFailure(fault.Cause);
                break;
        }
    }
}
