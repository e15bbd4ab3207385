using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>Declares in its constructor what it does on recovery (Recover) and on commands (Command).</summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor
{
    private readonly HandlerTable _recover = new();
    private readonly HandlerTable _initial = new();
    private HandlerTable? _open;
    private Receive? _initialBehavior;

    /// <summary>Handlers are added in the constructor of the derived class; command handlers also within <see cref="Become(Action)"/>.</summary>
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

    /// <inheritdoc/>
    protected sealed override void OnCommand(object message)
    {
        if (!InitialBehavior(message))
        {
            Unhandled(message);
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnRecover(object message)
    {
        if (!_recover.Handle(message))
        {
            Unhandled(message);
        }
    }

    internal sealed override bool Recovers(object message) => _recover.Handle(message);

    /// <summary>Replaces the command handlers on top of the stack, for the commands after this one. Recovery handlers stay.</summary>
    protected void Become(Action configure) => Cell.Become(Build(configure));

    /// <summary>Puts command handlers on the stack; a restart empties it.</summary>
    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(Build(configure));

    /// <summary>Handles what recovery brings, in order: <see cref="SnapshotOffer"/>, events, <see cref="RecoveryCompleted"/>. Must not have side effects before the last. A throw stops the actor by way of <c>OnRecoveryFailure</c>.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => OpenRecover.Add(handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => OpenRecover.Add(handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover<T>(Func<T, bool> handler) => OpenRecover.Add(handler);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        OpenRecover.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Recover(messageType, handler, shouldHandle);

    /// <param name="messageType">Events of this type, or derived from it.</param>
    /// <param name="handler">Returns false to leave the event to later handlers.</param>
    protected void Recover(Type messageType, Func<object, bool> handler) => OpenRecover.Add(Typed(messageType, handler));

    /// <summary>Handles whatever no recovery handler before took.</summary>
    protected void RecoverAny(Action<object> handler) => OpenRecover.AddAny(handler);

    /// <summary>Handles commands of that type, if the predicate agrees; handlers are tried in the order in which they were added. Commands wait while the actor recovers and while handlers of <c>Persist</c> are pending.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Open.Add(handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Open.Add(handler, shouldHandle);

    /// <param name="handler">Returns false to leave the command to later handlers.</param>
    protected void Command<T>(Func<T, bool> handler) => Open.Add(handler);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Open.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Command(messageType, handler, shouldHandle);

    /// <param name="messageType">Commands of this type, or derived from it.</param>
    /// <param name="handler">Returns false to leave the command to later handlers.</param>
    protected void Command(Type messageType, Func<object, bool> handler) => Open.Add(Typed(messageType, handler));

    /// <summary>Handles whatever no command handler before took.</summary>
    protected void Command(Action<object> handler) => Open.AddAny(handler);

    /// <summary>Handles whatever no command handler before took.</summary>
    protected void CommandAny(Action<object> handler) => Open.AddAny(handler);

    /// <summary>No other command is handled until the task is done; events it persisted are stored at its end.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Open.Add<T>(message => RunTask(() => handler(message)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Open.Add(messageType, message => RunTask(() => handler(message)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    /// <summary>As <see cref="CommandAny"/>, asynchronously: the next command waits until the task is done.</summary>
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
