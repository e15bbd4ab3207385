using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>Declares in its constructor what it does on recovery (Recover) and on commands (Command).</summary>
public abstract class ReceivePersistentActor : PersistentActor
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
        "You may only call Recover-methods when constructing the actor.");

    protected sealed override bool ReceiveCommand(object message) => InitialBehavior(message);

    protected sealed override bool ReceiveRecover(object message) => _recover.Handle(message);

    protected void Become(Action configure) => Cell.Become(Build(configure));

    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(Build(configure));

    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => OpenRecover.Add(handler, shouldHandle);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => OpenRecover.Add(handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => OpenRecover.Add(handler);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        OpenRecover.Add(messageType, handler, shouldHandle);

    protected void RecoverAny(Action<object> handler) => OpenRecover.AddAny(handler);

    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Open.Add(handler, shouldHandle);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Open.Add(handler, shouldHandle);

    /// <param name="handler">Returns false to leave the command to later handlers.</param>
    protected void Command<T>(Func<T, bool> handler) => Open.Add(handler);

    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Open.Add(messageType, handler, shouldHandle);

    protected void Command(Action<object> handler) => Open.AddAny(handler);

    protected void CommandAny(Action<object> handler) => Open.AddAny(handler);

    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Open.Add<T>(message => RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => Open.AddAny(message => RunTask(() => handler(message)));

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
