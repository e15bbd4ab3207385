using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Streams;

/// <summary>A stream's address towards one actor: takes its answers and notices its end.</summary>
internal sealed class StreamTarget : IDisposable
{
    private readonly InternalActorRef? _watched;
    private readonly FunctionRef _self;
    private readonly Action _onStopped;
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <param name="onMessage">Called on the actor's thread.</param>
    /// <param name="onStopped">Called on some thread when the actor has stopped, at once if it had before.</param>
    public StreamTarget(IActorRef target, Action<object> onMessage, Action onStopped)
    {
        _onStopped = onStopped;
        _watched = InternalActorRef.Of(target);
        var path = _watched is LocalActorRef local ? local.Cell.SystemImpl.NextTempPath() : target.Path / "stream";
        _self = new FunctionRef(path, (message, _) => onMessage(message), OnSystemMessage);
        _watched?.SendSystemMessage(new SystemMessage.Watch(_watched, _self));
    }

    /// <summary>The sender of what the stream tells.</summary>
    public IActorRef Self => _self;

    /// <summary>No call of <c>onStopped</c> runs when this has returned, and none comes after it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _watched?.SendSystemMessage(new SystemMessage.Unwatch(_self));
    }

    private void OnSystemMessage(SystemMessage message)
    {
        if (message is not SystemMessage.DeathWatchNotification)
        {
            return;
        }

        lock (_lock)
        {
            if (!_disposed)
            {
                _onStopped();
            }
        }
    }
}
