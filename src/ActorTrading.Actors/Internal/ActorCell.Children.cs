namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell
{
    // Locked, because the guardians make children on any thread and selections look names up from outside.
    private readonly Lock _childrenLock = new();
    private Dictionary<string, ChildRestartStats>? _children;
    private HashSet<InternalActorRef>? _dying;
    private TerminationReason _childrenReason;
    private Exception? _recreationCause;
    private long _nextName;

    private enum TerminationReason
    {
        None,
        Recreation,
        Creation,
        Termination,
    }

    private bool IsWaitingForChildren => _childrenReason is TerminationReason.Recreation or TerminationReason.Creation;

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        CheckName(name);
        LocalActorRef child;
        lock (_childrenLock)
        {
            if (_childrenReason == TerminationReason.Termination || IsClosed)
            {
                throw new InvalidOperationException($"Cannot create child '{name}' while terminating or terminated: {SelfRef}");
            }

            name ??= NextName();
            _children ??= new Dictionary<string, ChildRestartStats>(StringComparer.Ordinal);
            if (_children.TryGetValue(name, out var taken) && !IsFreedElsewhere(taken))
            {
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            }

            child = new LocalActorRef(SystemImpl, props, SelfRef, new ChildActorPath(SelfRef.Path, name, SystemImpl.NextUid()));
            _children[name] = new ChildRestartStats(child, SystemImpl.TimeProvider);
        }

        child.SendSystemMessage(new SystemMessage.Create());
        for (var i = 0; i < _suspendCount; i++)
        {
            // Made on the way to the restart or the resumption that will let it go.
            child.Suspend();
        }

        return child;
    }

    public IActorRef Child(string name) => FindChild(name) ?? ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public void Stop(IActorRef child)
    {
        if (InternalActorRef.Of(child) is not { } actor)
        {
            return;
        }

        lock (_childrenLock)
        {
            if (FindStats(actor) is not null)
            {
                (_dying ??= []).Add(actor);
            }
        }

        actor.Stop();
    }

    internal InternalActorRef? FindChild(string name)
    {
        lock (_childrenLock)
        {
            return _children is not null && _children.TryGetValue(name, out var stats) ? stats.ChildRef : null;
        }
    }

    internal IReadOnlyList<InternalActorRef> ChildRefs()
    {
        lock (_childrenLock)
        {
            return _children is null ? [] : [.. _children.Values.Select(static s => s.ChildRef)];
        }
    }

    /// <summary>Copied only when somebody looks: a parent of many that stops would copy the rest for each of them.</summary>
    private IEnumerable<IInternalActorRef> LazyChildren()
    {
        foreach (var child in ChildRefs())
        {
            yield return child;
        }
    }

    private ChildRestartStats[] AllStats()
    {
        lock (_childrenLock)
        {
            return _children is null ? [] : [.. _children.Values];
        }
    }

    /// <summary>Caller holds the lock or accepts a racing answer.</summary>
    private ChildRestartStats? FindStats(IActorRef actor)
    {
        lock (_childrenLock)
        {
            return _children is not null && _children.TryGetValue(actor.Path.Name, out var stats) && stats.ChildRef.Equals(actor) ? stats : null;
        }
    }

    /// <summary>Remembers what to do once the dying children are gone; false when none are dying.</summary>
    private bool WaitForChildren(TerminationReason reason, Exception? cause = null)
    {
        lock (_childrenLock)
        {
            if (_dying is not { Count: > 0 })
            {
                return false;
            }

            _childrenReason = reason;
            _recreationCause = cause;
            return true;
        }
    }

    /// <summary>From here on no child is made, by whatever thread, that would not be stopped; false when there are none.</summary>
    private bool StopAllChildrenForGood()
    {
        IReadOnlyList<InternalActorRef> children;
        lock (_childrenLock)
        {
            _childrenReason = TerminationReason.Termination;
            _recreationCause = null;
            children = ChildRefs();
            if (children.Count > 0)
            {
                (_dying ??= []).UnionWith(children);
            }
        }

        foreach (var child in children)
        {
            child.Stop();
        }

        return children.Count > 0;
    }

    private void HandleChildTerminated(InternalActorRef child)
    {
        var reason = TerminationReason.None;
        var cause = _recreationCause;
        lock (_childrenLock)
        {
            _children!.Remove(child.Path.Name);
            _dying?.Remove(child);
            if (_childrenReason != TerminationReason.None && _dying is not { Count: > 0 })
            {
                reason = _childrenReason;
                if (reason != TerminationReason.Termination)
                {
                    _childrenReason = TerminationReason.None;
                    _recreationCause = null;
                }
            }
        }

        if (_actor is { } actor)
        {
            try
            {
                actor.CurrentStrategy.HandleChildTerminated(this, child, LazyChildren());
            }
            catch (Exception e)
            {
                LogError(e, "HandleChildTerminated failed");
            }
        }

        switch (reason)
        {
            case TerminationReason.Recreation:
                FinishRecreate(cause!);
                break;
            case TerminationReason.Creation:
                FinishCreate();
                break;
            case TerminationReason.Termination:
                FinishTerminate();
                break;
        }
    }

    /// <summary>
    /// A guardian's children are made by any thread, also by one that knows of an end whose notice still waits for the guardian's turn.
    /// Caller holds the lock.
    /// </summary>
    private bool IsFreedElsewhere(ChildRestartStats taken)
    {
        if (t_current == this || !taken.Child.IsTerminated)
        {
            return false;
        }

        _dying?.Remove(taken.ChildRef);
        return true;
    }

    private static void CheckName(string? name)
    {
        if (name is { Length: 0 })
        {
            throw new InvalidActorNameException("Actor name must not be empty; null asks for a generated one.");
        }

        if (name is not null && !ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: -_.*$+:@&=,!~';(). "
                + "Others may be written as % and two hexadecimal digits.");
        }
    }

    private string NextName()
    {
        const string digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
        var number = _nextName++;
        var name = "$";
        do
        {
            name += digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);

        return name;
    }
}
