namespace ActorTrading.Actors.Internal;

/// <summary>Where the one reply to an ask goes.</summary>
internal sealed class AskRef<T> : InternalActorRef
{
    private static readonly ActorPath Detached = new RootActorPath(new Address("akka", "asks")) / "temp";
    private readonly TaskCompletionSource<T> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActorSystemImpl? _system;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer? _timer;
    private ActorPath? _path;

    public AskRef(ActorSystemImpl? system, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        _system = system;
        _timeout = timeout ?? system?.Options.AskTimeout ?? Timeout.InfiniteTimeSpan;
        if (_timeout > TimeSpan.Zero)
        {
            _timer = (system?.TimeProvider ?? TimeProvider.System).CreateTimer(
                static state => ((AskRef<T>)state!).Expire(), this, _timeout, Timeout.InfiniteTimeSpan);
        }

        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((AskRef<T>)state!).Cancel(token), this);
        }
    }

    public Task<T> Task => _reply.Task;

    public override ActorPath Path =>
        _path ?? Interlocked.CompareExchange(ref _path, _system?.NextTempPath() ?? Detached, null) ?? _path;

    public override bool IsTerminated => _reply.Task.IsCompleted;

    public override void Tell(object message, IActorRef? sender)
    {
        var accepted = message switch
        {
            T reply => _reply.TrySetResult(reply),
            null => _reply.TrySetResult(default!),
            Status.Failure failure => _reply.TrySetException(
                failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _reply.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };

        if (accepted)
        {
            _timer?.Dispose();
            _registration.Unregister();
        }
        else if (message is not null && !_reply.Task.IsCanceled)
        {
            // Who cancelled does not want the reply; who timed out or was answered before may have to know.
            _system?.DeadLettersRef.Publish(message, sender, this);
        }
    }

    /// <summary>A watch is answered when the ask has ended.</summary>
    public override void SendSystemMessage(SystemMessage message)
    {
        if (_reply.Task.IsCompleted)
        {
            DeadLetterRef.Answer(message, this);
        }
        else if (message is SystemMessage.Watch)
        {
            _ = _reply.Task.ContinueWith(
                _ => DeadLetterRef.Answer(message, this),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                _system?.Continuations ?? TaskScheduler.Default);
        }
    }

    private void Expire()
    {
        _registration.Unregister();
        _reply.TrySetException(new AskTimeoutException($"Timeout after {_timeout} seconds"));
    }

    private void Cancel(CancellationToken token)
    {
        _timer?.Dispose();
        _reply.TrySetCanceled(token);
    }
}
