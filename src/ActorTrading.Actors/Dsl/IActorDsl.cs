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

    void Receive<T>(Action<T, IActorContext> handler);

    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);

    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);

    void ReceiveAny(Action<object, IActorContext> handler);

    /// <summary>The mailbox waits for the task, the thread does not.</summary>
    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);

    void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler);

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

    void UnbecomeStacked();

    /// <summary>A child.</summary>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}
