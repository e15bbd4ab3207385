namespace ActorTrading.Actors.Dsl;

/// <summary>
/// What an actor without a class of its own can be given: handlers and hooks, each with the actor's context.
/// The configuration runs anew for each incarnation, as a constructor does; handlers are set there, hooks at any time.
/// </summary>
public interface IActorDsl
{
    /// <summary>Runs instead of the default, which calls PreStart.</summary>
    Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <summary>Runs instead of the default, which stops the children and calls PostStop. The message is null if none was being handled.</summary>
    Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <summary>Runs instead of the default.</summary>
    Action<IActorContext>? OnPostStop { get; set; }

    /// <summary>Runs instead of the default.</summary>
    Action<IActorContext>? OnPreStart { get; set; }

    /// <summary>For the children; null = the default one.</summary>
    SupervisorStrategy? Strategy { get; set; }

    /// <summary>
    /// Handles messages of that type. Handlers are tried in the order in which they were added; the first that fits gets the message, in
    /// the actor's turn.
    /// </summary>
    /// <exception cref="InvalidOperationException">The configuration is over, or a handler before takes everything.</exception>
    void Receive<T>(Action<T, IActorContext> handler);

    /// <summary>As the other, for those messages only that the predicate takes; the rest goes to later handlers.</summary>
    /// <exception cref="InvalidOperationException">The configuration is over, or a handler before takes everything.</exception>
    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);

    /// <inheritdoc cref="Receive{T}(Predicate{T}, Action{T, IActorContext})"/>
    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);

    /// <summary>Handles whatever no handler before took; no further handler can be added.</summary>
    /// <exception cref="InvalidOperationException">The configuration is over, or a handler before takes everything.</exception>
    void ReceiveAny(Action<object, IActorContext> handler);

    /// <summary>The mailbox waits for the task, the thread does not.</summary>
    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);

    /// <inheritdoc cref="ReceiveAsync{T}(Func{T, IActorContext, Task}, Predicate{T})"/>
    void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler);

    /// <summary>
    /// As <see cref="ReceiveAny"/>, asynchronously: further messages wait until the task is done; one that fails is the actor's failure.
    /// </summary>
    void ReceiveAnyAsync(Func<object, IActorContext, Task> handler);

    /// <summary>What happens without <see cref="OnPreRestart"/>.</summary>
    void DefaultPreRestart(Exception reason, object message);

    /// <summary>What happens without <see cref="OnPostRestart"/>.</summary>
    void DefaultPostRestart(Exception reason);

    /// <summary>What happens without <see cref="OnPreStart"/>.</summary>
    void DefaultPreStart();

    /// <summary>What happens without <see cref="OnPostStop"/>.</summary>
    void DefaultPostStop();

    /// <summary>The handler takes every message from the next on.</summary>
    void Become(Action<object, IActorContext> handler);

    /// <summary>As <see cref="Become"/>, and <see cref="UnbecomeStacked"/> goes back.</summary>
    void BecomeStacked(Action<object, IActorContext> handler);

    /// <summary>Back to the behaviour before; no effect on the first one.</summary>
    void UnbecomeStacked();

    /// <summary>A child.</summary>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}
