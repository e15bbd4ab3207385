namespace ActorTrading.Actors.Internal;

/// <summary>Async handlers: user messages wait for them, no thread does.</summary>
internal sealed partial class ActorCell
{
    /// <summary>Async handlers of the message at hand that are not done.</summary>
    private int _awaited;

    /// <summary>Tells the tasks of this instance from those of one that was replaced.</summary>
    private int _incarnation;

    /// <summary>Starts an async handler: user messages wait until it is done, its continuations run in this actor's turn.</summary>
    internal void RunAsync(Func<Task> action)
    {
        if (SystemImpl.OwnsContinuations)
        {
            // A task that the handler hands out as it is may be completed where its continuations must not run.
            var inner = action;
            action = async () => await inner();
        }

        var started = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, TaskScheduler).Unwrap();
        if (started.IsCompletedSuccessfully)
        {
            return;
        }

        _awaited++;
        CancelReceiveTimeout();
        var incarnation = _incarnation;
        _ = started.ContinueWith(
            task => SendSystemMessage(new SystemMessage.TaskDone(task, incarnation)),
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

    private void FinishAsync(SystemMessage.TaskDone done)
    {
        if (done.Incarnation != _incarnation || _actor is null)
        {
            return;
        }

        _awaited--;
        if (FailureOf(done.Task) is { } cause)
        {
            HandleInvokeFailure(cause);
        }

        if (_awaited == 0)
        {
            // PreRestart wants to see the message that failed.
            _currentMessage = IsFailed ? _currentMessage : null;
            StartReceiveTimeout();
        }
    }

    private void ForgetAwaited()
    {
        _awaited = 0;
        _incarnation++;
    }
}
