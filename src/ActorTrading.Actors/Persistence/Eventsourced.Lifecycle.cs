using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>
    /// Handles a command asynchronously: no other message is handled until the task is done, its continuations run in the
    /// actor's turn, and the events it persisted are sent off together at its end.
    /// </summary>
    /// <exception cref="NotSupportedException">Called from within such a task.</exception>
    protected void RunTask(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (_taskRunning)
        {
            throw new NotSupportedException("RunTask calls cannot be nested");
        }

        _taskStarted = true;
        _taskRunning = true;
        Cell.RunAsync(async () =>
        {
            try
            {
                await action();
            }
            catch (Exception)
            {
                _taskRunning = false;
                _writer.FlushLater();
                throw;
            }

            _taskRunning = false;
            AfterTask();
        });
    }

    /// <inheritdoc/>
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (message)
        {
            case WriteOutcome outcome:
                if (outcome.Writer == _writer && !_stopping)
                {
                    _writer.Handle(outcome);
                    ReleaseNextCommand();
                }

                return true;
            case RecoveryEvent recovery:
                if (recovery.Run == _recovery && IsRecovering && !_stopping)
                {
                    HandleRecovery(recovery);
                }

                return true;
        }

        if (_stopping || IsBusy)
        {
            HoldBack(message);
            return true;
        }

        _released = false;
        return HandleCommand(receive, message);
    }

    /// <inheritdoc/>
    public override void AroundPreStart()
    {
        StartRecovery();
        try
        {
            base.AroundPreStart();
        }
        catch (Exception)
        {
            _recovery!.End();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void AroundPostRestart(Exception cause, object message)
    {
        StartRecovery();
        try
        {
            base.AroundPostRestart(cause, message);
        }
        catch (Exception)
        {
            _recovery!.End();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void AroundPreRestart(Exception cause, object message)
    {
        _recovery?.End();
        base.AroundPreRestart(cause, message);
    }

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        _recovery?.End();
        base.AroundPostStop();
    }

    internal override void ReleaseInternalStash()
    {
        Stash.UnstashAll();
        Cell.PrependToMailbox([.. _internalStash.ClearStash()], behind: _released ? 1 : 0);
    }

    /// <summary>The handler of a stored event, during which no message is handled.</summary>
    internal void RunHandler(Func<Task> handler)
    {
        _taskRunning = true;
        Cell.RunAsync(async () =>
        {
            try
            {
                await handler();
            }
            finally
            {
                _taskRunning = false;
            }
        });
    }

    private bool HandleCommand(Receive receive, object message)
    {
        _taskStarted = false;
        bool handled;
        try
        {
            handled = base.AroundReceive(receive, message);
        }
        catch (Exception)
        {
            _writer.FlushLater();
            throw;
        }

        if (!_taskStarted)
        {
            AfterCommand();
        }

        return handled;
    }

    private void AfterCommand()
    {
        _writer.Flush();
        ReleaseNextCommand();
    }

    /// <summary>Handlers of events wait until the actor is no longer suspended by the task.</summary>
    private void AfterTask()
    {
        if (_writer.HasWaiting)
        {
            _writer.FlushLater();
        }

        ReleaseNextCommand();
    }

    /// <summary>Held back commands come one at a time, so that each may hold the next ones back again.</summary>
    private void ReleaseNextCommand()
    {
        if (!IsBusy && !_stopping && _internalStash.NonEmpty && !(_released && Cell.HasPrepended))
        {
            _released = true;
            _internalStash.Unstash();
        }
    }

    private void HoldBack(object message)
    {
        if (_released)
        {
            // It was at the head of the line, and was let go too early.
            _released = false;
            _internalStash.Prepend([new Envelope(message, Sender)]);
            return;
        }

        try
        {
            _internalStash.Stash();
        }
        catch (StashOverflowException) when (InternalStashOverflowStrategy is DiscardToDeadLetterStrategy)
        {
            Cell.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        }
        catch (StashOverflowException) when (InternalStashOverflowStrategy is ReplyToStrategy)
        {
            Sender.Tell(((ReplyToStrategy)InternalStashOverflowStrategy).Response, Self);
        }
    }
}
