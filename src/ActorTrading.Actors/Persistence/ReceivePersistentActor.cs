using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>Declares in its constructor what it does on recovery (Recover) and on commands (Command).</summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor
{
    private readonly HandlerTable _recover = new();
    private readonly HandlerTable _initial = new();
    private HandlerTable? _open;
    private Receive? _initialBehavior;

    protected ReceivePersistentActor()
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
                _recover.Freeze();
                _open = null;
                _initialBehavior = _initial.Handle;
            }

            return _initialBehavior;
        }
    }

    private HandlerTable Open => _open ?? throw new InvalidOperationException(
        "You may only call Command-methods when constructing the actor and inside Become().");

    private HandlerTable OpenRecover => _initialBehavior is null ? _recover : throw new InvalidOperationException(
        "You may only call Recover-methods when constructing the actor and inside Become().");

    protected sealed override void OnCommand(object message)
    {
        if (!InitialBehavior(message))
        {
            Unhandled(message);
        }
    }

    protected sealed override void OnRecover(object message)
    {
        if (!_recover.Handle(message))
        {
            Unhandled(message);
        }
    }

    internal sealed override bool Recovers(object message) => _recover.Handle(message);

    protected void Become(Action configure) => Cell.Become(Build(configure));

    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(Build(configure));

    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => OpenRecover.Add(handler, shouldHandle);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => OpenRecover.Add(handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => OpenRecover.Add(handler);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        OpenRecover.Add(messageType, handler, shouldHandle);

    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Recover(messageType, handler, shouldHandle);

    /// <param name="messageType">Events of this type, or derived from it.</param>
    /// <param name="handler">Returns false to leave the event to later handlers.</param>
    protected void Recover(Type messageType, Func<object, bool> handler) => OpenRecover.Add(Typed(messageType, handler));

    protected void RecoverAny(Action<object> handler) => OpenRecover.AddAny(handler);

    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Open.Add(handler, shouldHandle);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Open.Add(handler, shouldHandle);

    /// <param name="handler">Returns false to leave the command to later handlers.</param>
    protected void Command<T>(Func<T, bool> handler) => Open.Add(handler);

    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Open.Add(messageType, handler, shouldHandle);

    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Command(messageType, handler, shouldHandle);

    /// <param name="messageType">Commands of this type, or derived from it.</param>
    /// <param name="handler">Returns false to leave the command to later handlers.</param>
    protected void Command(Type messageType, Func<object, bool> handler) => Open.Add(Typed(messageType, handler));

    protected void Command(Action<object> handler) => Open.AddAny(handler);

    protected void CommandAny(Action<object> handler) => Open.AddAny(handler);

    /// <summary>No other command is handled until the task is done; events it persisted are stored at its end.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Open.Add<T>(message => RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Open.Add(messageType, message => RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => Open.AddAny(message => RunTask(() => handler(message)));

    private static Func<object, bool> Typed(Type type, Func<object, bool> handler) =>
        message => type.IsInstanceOfType(message) && handler(message);

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
