namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell
{
    /// <summary>Made with the first child.</summary>
    private Offspring? _offspring;

    private bool IsWaitingForChildren => _offspring?.Reason is Offspring.AfterChildren.Recreate or Offspring.AfterChildren.Create;

    /// <summary>Null before the first child.</summary>
    private Offspring? KnownOffspring => Volatile.Read(ref _offspring);

    public IActorRef ActorOf(Props props, string? name = null)
    {
        CheckName(name);
        return AnyNameActorOf(props, name);
    }

    /// <summary>Also with a name that is kept for the system's own use.</summary>
    public IActorRef AnyNameActorOf(Props props, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        LocalActorRef child;
        var offspring = KnownOffspring ?? MakeOffspring();
        lock (offspring.Gate)
        {
            if (offspring.Reason == Offspring.AfterChildren.Terminate || IsClosed)
            {
                throw new InvalidOperationException($"Cannot create child '{name}' while terminating or terminated: {SelfRef}");
            }

            name ??= NextName(offspring.NextName++);
            if (offspring.Children.TryGetValue(name, out var taken) && !IsFreedElsewhere(offspring, taken))
            {
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            }

            child = new LocalActorRef(SystemImpl, props, SelfRef, new ChildActorPath(SelfRef.Path, name, SystemImpl.NextUid()));
            offspring.Children[name] = new ChildRestartStats(child, SystemImpl.TimeProvider);
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

        if (KnownOffspring is { } offspring)
        {
            lock (offspring.Gate)
            {
                if (FindStats(actor) is not null)
                {
                    (offspring.Dying ??= []).Add(actor);
                }
            }
        }

        actor.Stop();
    }

    internal InternalActorRef? FindChild(string name)
    {
        if (KnownOffspring is not { } offspring)
        {
            return null;
        }

        lock (offspring.Gate)
        {
            return offspring.Children.TryGetValue(name, out var stats) ? stats.ChildRef : null;
        }
    }

    internal IReadOnlyList<InternalActorRef> ChildRefs()
    {
        if (KnownOffspring is not { } offspring)
        {
            return [];
        }

        lock (offspring.Gate)
        {
            return [.. offspring.Children.Values.Select(static s => s.ChildRef)];
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
        if (KnownOffspring is not { } offspring)
        {
            return [];
        }

        lock (offspring.Gate)
        {
            return [.. offspring.Children.Values];
        }
    }

    /// <summary>Caller holds the lock or accepts a racing answer.</summary>
    private ChildRestartStats? FindStats(IActorRef actor)
    {
        if (KnownOffspring is not { } offspring)
        {
            return null;
        }

        lock (offspring.Gate)
        {
            return offspring.Children.TryGetValue(actor.Path.Name, out var stats) && stats.ChildRef.Equals(actor) ? stats : null;
        }
    }

    /// <summary>Remembers what to do once the dying children are gone; false when none are dying.</summary>
    private bool WaitForChildren(Offspring.AfterChildren reason, Exception? cause = null)
    {
        if (KnownOffspring is not { } offspring)
        {
            return false;
        }

        lock (offspring.Gate)
        {
            if (offspring.Dying is not { Count: > 0 })
            {
                return false;
            }

            offspring.Reason = reason;
            offspring.RecreationCause = cause;
            return true;
        }
    }

    /// <summary>From here on no child is made, by whatever thread, that would not be stopped; false when there are none.</summary>
    private bool StopAllChildrenForGood()
    {
        var offspring = Interlocked.CompareExchange(ref _offspring, Offspring.Barren, null);
        if (offspring is null || offspring == Offspring.Barren)
        {
            return false;
        }

        IReadOnlyList<InternalActorRef> children;
        lock (offspring.Gate)
        {
            offspring.Reason = Offspring.AfterChildren.Terminate;
            offspring.RecreationCause = null;
            children = ChildRefs();
            if (children.Count > 0)
            {
                (offspring.Dying ??= []).UnionWith(children);
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
        var offspring = _offspring!;
        var reason = Offspring.AfterChildren.Nothing;
        var cause = offspring.RecreationCause;
        lock (offspring.Gate)
        {
            offspring.Children.Remove(child.Path.Name);
            offspring.Dying?.Remove(child);
            if (offspring.Reason != Offspring.AfterChildren.Nothing && offspring.Dying is not { Count: > 0 })
            {
                reason = offspring.Reason;
                if (reason != Offspring.AfterChildren.Terminate)
                {
                    offspring.Reason = Offspring.AfterChildren.Nothing;
                    offspring.RecreationCause = null;
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
            case Offspring.AfterChildren.Recreate:
                FinishRecreate(cause!);
                break;
            case Offspring.AfterChildren.Create:
                FinishCreate();
                break;
            case Offspring.AfterChildren.Terminate:
                FinishTerminate();
                break;
        }
    }

    /// <summary>
    /// A guardian's children are made by any thread, also by one that knows of an end whose notice still waits for the guardian's turn.
    /// Caller holds the lock.
    /// </summary>
    private bool IsFreedElsewhere(Offspring offspring, ChildRestartStats taken)
    {
        if (t_current == this || !taken.Child.IsTerminated)
        {
            return false;
        }

        offspring.Dying?.Remove(taken.ChildRef);
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

    private Offspring MakeOffspring()
    {
        var made = new Offspring();
        return Interlocked.CompareExchange(ref _offspring, made, null) ?? made;
    }

    private static string NextName(long number)
    {
        const string digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
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
