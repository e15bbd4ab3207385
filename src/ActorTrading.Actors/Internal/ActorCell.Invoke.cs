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

            if (!_awaitingTask)
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
                if (timer.Owner.Accept(timer) is { } payload && ReferenceEquals((_actor as IWithTimers)?.Timers, timer.Owner))
                {
                    _currentMessage = payload;
                    _actor!.AroundReceive(_behavior, payload);
                }

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
                    FinishAsync(done.Task);
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

    /// <summary>Starts an async handler: user messages wait until it is done, its continuations run in this actor's turn.</summary>
    internal void RunAsync(Func<Task> action)
    {
        _awaitingTask = true;
        if (SystemImpl.OwnsContinuations)
        {
            // A task that the handler hands out as it is may be completed where its continuations must not run.
            var inner = action;
            action = async () => await inner();
        }

        var started = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, TaskScheduler).Unwrap();
        if (started.IsCompletedSuccessfully)
        {
            _awaitingTask = false;
            return;
        }

        _awaited = started;

        _ = started.ContinueWith(
            static (task, state) => ((ActorCell)state!).SendSystemMessage(new SystemMessage.TaskDone(task)),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            SystemImpl.Continuations);
    }

    private static Exception? FailureOf(Task task)
    {
        if (task.IsCanceled)
        {
            return new TaskCanceledException(task);
        }

        return task.Exception is { } all ? all.InnerExceptions.Count == 1 ? all.InnerExceptions[0] : all : null;
    }

    private void FinishAsync(Task task)
    {
        // The task of an instance that has been replaced meanwhile concerns nobody.
        if (_awaited != task || _actor is null)
        {
            return;
        }

        _awaited = null;
        _awaitingTask = false;
        if (FailureOf(task) is { } cause)
        {
            HandleInvokeFailure(cause);
        }

        _currentMessage = null;
    }
}
