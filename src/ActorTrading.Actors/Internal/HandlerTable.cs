namespace ActorTrading.Actors.Internal;

/// <summary>The handlers of one behaviour in the order of their declaration; the first that takes the message ends the search.</summary>
internal sealed class HandlerTable
{
    private readonly List<Func<object, bool>> _handlers = [];
    private Func<object, bool>[] _frozen = [];
    private bool _takesAny;

    public void Add<T>(Func<T, bool> handler)
    {
        CheckOpen(typeof(T), handler);
        _handlers.Add(message => message is T typed && handler(typed));
    }

    public void Add<T>(Action<T> handler, Predicate<T>? shouldHandle)
    {
        CheckOpen(typeof(T), handler);
        if (shouldHandle is null)
        {
            _takesAny = typeof(T) == typeof(object);
            _handlers.Add(message =>
            {
                if (message is T typed)
                {
                    handler(typed);
                    return true;
                }

                return false;
            });
        }
        else
        {
            _handlers.Add(message =>
            {
                if (message is T typed && shouldHandle(typed))
                {
                    handler(typed);
                    return true;
                }

                return false;
            });
        }
    }

    public void Add(Type type, Action<object> handler, Predicate<object>? shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(type);
        CheckOpen(type, handler);
        _takesAny = type == typeof(object) && shouldHandle is null;
        _handlers.Add(message =>
        {
            if (type.IsInstanceOfType(message) && (shouldHandle is null || shouldHandle(message)))
            {
                handler(message);
                return true;
            }

            return false;
        });
    }

    public void Add(Type type, Func<object, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(type);
        CheckOpen(type, handler);
        _handlers.Add(message => type.IsInstanceOfType(message) && handler(message));
    }

    public void AddAny(Action<object> handler)
    {
        CheckOpen(typeof(object), handler);
        _takesAny = true;
        _handlers.Add(message =>
        {
            handler(message);
            return true;
        });
    }

    public void Freeze() => _frozen = [.. _handlers];

    public bool Handle(object message)
    {
        foreach (var handler in _frozen)
        {
            if (handler(message))
            {
                return true;
            }
        }

        return false;
    }

    private void CheckOpen(Type type, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_takesAny)
        {
            throw new InvalidOperationException(
                $"A handler that catches all messages has been added. No handler can be added after that: one for {type.Name} would never run.");
        }
    }
}
