namespace ActorTrading.Actors.Streams;

/// <summary>Streams into an actor at the actor's own pace.</summary>
public static class ActorRefWithAckSink
{
    /// <summary>
    /// Tells the actor <paramref name="onInitMessage"/>, then each element, then <paramref name="onCompleteMessage"/>, and each only after the actor has answered the one
    /// before to its sender with <paramref name="ackMessage"/> (compared by equality; other answers are ignored).
    /// </summary>
    /// <remarks>
    /// The source is read one element at a time, after the acknowledgement: what the task has not got an acknowledgement for is at most one element.
    /// There is no time limit on an acknowledgement; an actor that restarts and forgets to acknowledge holds the stream until it is cancelled.
    /// If the source fails, or the token is cancelled, the actor is told <paramref name="onFailureMessage"/> of the exception, which the task then carries.
    /// </remarks>
    /// <param name="onFailureMessage">Null: <see cref="Status.Failure"/>.</param>
    /// <returns>Completes when the last element was acknowledged and the completion told.</returns>
    /// <exception cref="WatchedActorTerminatedException">The actor has stopped (in the task); the source was cancelled.</exception>
    public static async Task RunToActorRefWithAck<T>(
        this IAsyncEnumerable<T> source,
        IActorRef actorRef,
        object onInitMessage,
        object ackMessage,
        object onCompleteMessage,
        Func<Exception, object>? onFailureMessage = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(actorRef);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var run = new Acknowledged(actorRef, ackMessage, stop);
        try
        {
            await run.TellAsync(onInitMessage).ConfigureAwait(false);
            await foreach (var item in source.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                await run.TellAsync(item!).ConfigureAwait(false);
            }

            run.ThrowIfStopped();
        }
        catch (Exception e)
        {
            // The actor's end cancels the source, whose own words for it say less.
            run.ThrowIfStopped();
            run.Tell(onFailureMessage?.Invoke(e) ?? new Status.Failure(e));
            throw;
        }

        run.Tell(onCompleteMessage);
    }

    private sealed class Acknowledged : IDisposable
    {
        private readonly IActorRef _actor;
        private readonly CancellationTokenSource _stop;
        private readonly CancellationTokenRegistration _registration;
        private readonly AsyncSignal _answered = new();
        private readonly StreamTarget _target;
        private long _told;
        private long _acknowledged;
        private volatile bool _stopped;

        public Acknowledged(IActorRef actor, object ackMessage, CancellationTokenSource stop)
        {
            _actor = actor;
            _stop = stop;
            _registration = stop.Token.UnsafeRegister(static state => ((AsyncSignal)state!).Set(), _answered);
            _target = new StreamTarget(actor, message => OnMessage(message, ackMessage), OnStopped);
        }

        public void Tell(object message) => _actor.Tell(message, _target.Self);

        public async ValueTask TellAsync(object message)
        {
            ThrowIfStopped();
            _told++;
            Tell(message);
            while (Interlocked.Read(ref _acknowledged) < _told)
            {
                await _answered.WaitAsync().ConfigureAwait(false);
                ThrowIfStopped();
                _stop.Token.ThrowIfCancellationRequested();
            }
        }

        public void ThrowIfStopped()
        {
            if (_stopped)
            {
                throw new WatchedActorTerminatedException(_actor);
            }
        }

        public void Dispose()
        {
            _registration.Dispose();
            _target.Dispose();
        }

        private void OnMessage(object message, object ackMessage)
        {
            if (Equals(message, ackMessage))
            {
                Interlocked.Increment(ref _acknowledged);
                _answered.Set();
            }
        }

        private void OnStopped()
        {
            _stopped = true;
            _stop.Cancel();
        }
    }
}
