using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Declares its behaviour in the constructor with Receive calls; the first handler that fits a message gets it.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly HandlerTable _initial = new();
    private HandlerTable? _open;
    private Receive? _initialBehavior;

    /// <summary>Handlers are added in the constructor of the derived class, or within <see cref="Become(Action)"/>.</summary>
    protected ReceiveActor()
    {
        _open = _initial;
    }

    internal override Receive InitialBehavior
    {
        get
        {
            if (_initialBehavior is null)
            {
                _initial.Freeze();
                _open = null;
                _initialBehavior = _initial.Handle;
            }

            return _initialBehavior;
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message)
    {
        if (!InitialBehavior(message))
        {
            Unhandled(message);
        }
    }

    /// <summary>Replaces the handlers on top of the stack by those that are added within, for the messages after this one.</summary>
    protected void Become(Action configure) => Cell.Become(Build(configure));

    /// <summary>Puts handlers on the stack; a restart empties it.</summary>
    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(Build(configure));

    /// <summary>Handles messages of that type, if the predicate agrees. Handlers are tried in the order in which they were added.</summary>
    /// <exception cref="InvalidOperationException">Outside of constructor and become, or after a handler that takes everything.</exception>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Open.Add(handler, shouldHandle);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Open.Add(handler, shouldHandle);

    /// <param name="handler">Returns false to leave the message to later handlers.</param>
    protected void Receive<T>(Func<T, bool> handler) => Open.Add(handler);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Open.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Open.Add(messageType, handler, shouldHandle);

    /// <param name="messageType">Messages of this type and of those derived from it.</param>
    /// <param name="handler">Returns false to leave the message to later handlers.</param>
    protected void Receive(Type messageType, Func<object, bool> handler) => Open.Add(messageType, handler);

    /// <summary>Further messages wait until the task is done; a failed task is this actor's failure.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Open.Add<T>(message => RunTask(() => handler(message)), shouldHandle);
    }

    /// <inheritdoc cref="ReceiveAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    /// <inheritdoc cref="ReceiveAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Open.Add(messageType, message => RunTask(() => handler(message)), shouldHandle);
    }

    /// <inheritdoc cref="ReceiveAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    /// <summary>Handles whatever no handler before took; no further handler can be added.</summary>
    protected void ReceiveAny(Action<object> handler) => Open.AddAny(handler);

    /// <summary>As <see cref="ReceiveAny"/>, asynchronously: the mailbox waits until the task is done.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Open.AddAny(message => RunTask(() => handler(message)));
    }

    private HandlerTable Open => _open ?? throw new InvalidOperationException(
        "You may only call Receive-methods when constructing the actor and inside Become().");

    private Receive Build(Action configure)
    {
        var outer = _open;
        var table = new HandlerTable();
        _open = table;
        try
        {
            configure();
        }
        finally
        {
            _open = outer;
        }

        table.Freeze();
        return table.Handle;
    }
}
