namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell
{
    /// <summary>Watched actors, each with the message of WatchWith or null.</summary>
    private Dictionary<IActorRef, object?>? _watching;
    private HashSet<InternalActorRef>? _watchers;

    /// <summary>Notices on their way through the mailbox; Unwatch takes them out.</summary>
    private Dictionary<IActorRef, object?>? _terminatedQueued;

    public IActorRef Watch(IActorRef subject) => StartWatch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watching is not null && _watching.Remove(subject))
        {
            InternalActorRef.Of(subject)?.SendSystemMessage(new SystemMessage.Unwatch(SelfRef));
        }

        _terminatedQueued?.Remove(subject);
        return subject;
    }

    private IActorRef StartWatch(IActorRef subject, object? message)
    {
        var actor = InternalActorRef.Of(subject)
            ?? throw new ArgumentException($"Cannot watch {subject}: it is no actor of this kernel.", nameof(subject));
        if (actor.Equals(SelfRef))
        {
            return subject;
        }

        _watching ??= [];
        if (_watching.TryGetValue(actor, out var previous))
        {
            return Equals(previous, message)
                ? subject
                : throw new InvalidOperationException(
                    $"Watch({subject}) termination message was not overwritten from [{previous ?? "Terminated"}] to [{message ?? "Terminated"}]. If this was intended, unwatch first.");
        }

        _watching.Add(actor, message);
        actor.SendSystemMessage(new SystemMessage.Watch(actor, SelfRef));
        return subject;
    }

    private void AddWatcher(InternalActorRef watcher)
    {
        if (!watcher.Equals(SelfRef))
        {
            (_watchers ??= []).Add(watcher);
        }
    }

    private void RemoveWatcher(InternalActorRef watcher) => _watchers?.Remove(watcher);

    private void WatchedActorTerminated(SystemMessage.DeathWatchNotification notice)
    {
        if (_watching is not null && _watching.Remove(notice.Actor, out var custom) && !_isTerminating)
        {
            (_terminatedQueued ??= [])[notice.Actor] = custom;

            // Behind what is there already, also in a mailbox that is full: the promise of one notice goes before its limit.
            EnqueueNotice(new Terminated(notice.Actor, notice.ExistenceConfirmed, addressTerminated: false), notice.Actor);
        }

        if (FindStats(notice.Actor) is { } stats)
        {
            HandleChildTerminated(stats.ChildRef);
        }
    }

    private bool TakeQueuedTermination(IActorRef actor, out object? custom)
    {
        custom = null;
        return _terminatedQueued is not null && _terminatedQueued.Remove(actor, out custom);
    }

    private void TellWatchers()
    {
        if (_watchers is null)
        {
            return;
        }

        foreach (var watcher in _watchers)
        {
            // The parent learnt of it as the supervisor already.
            if (!watcher.Equals(SelfRef.Parent))
            {
                watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(SelfRef, existenceConfirmed: true));
            }
        }

        _watchers = null;
    }

    private void UnwatchAll()
    {
        if (_watching is null)
        {
            return;
        }

        foreach (var subject in _watching.Keys)
        {
            InternalActorRef.Of(subject)?.SendSystemMessage(new SystemMessage.Unwatch(SelfRef));
        }

        _watching = null;
    }
}
