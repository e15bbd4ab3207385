namespace ActorTrading.Actors.Dsl;

/// <summary>The actor behind <see cref="IActorDsl"/>.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    /// <param name="config">Runs as the constructor: at the start and at each restart.</param>
    public Act(Action<IActorDsl> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config(this);
    }

    /// <param name="config">As above, with the actor's context.</param>
    public Act(Action<IActorDsl, IActorContext> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config(this, Context);
    }

    /// <inheritdoc/>
    public Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <inheritdoc/>
    public Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <inheritdoc/>
    public Action<IActorContext>? OnPostStop { get; set; }

    /// <inheritdoc/>
    public Action<IActorContext>? OnPreStart { get; set; }

    /// <inheritdoc/>
    public SupervisorStrategy? Strategy { get; set; }

    /// <inheritdoc/>
    public void Receive<T>(Action<T, IActorContext> handler) => Receive(Typed(handler), (Predicate<T>?)null);

    /// <inheritdoc/>
    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) => Receive(shouldHandle, Typed(handler));

    /// <inheritdoc/>
    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) => Receive(Typed(handler), shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAny(Action<object, IActorContext> handler) => ReceiveAny(Typed(handler));

    /// <inheritdoc/>
    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null) => ReceiveAsync(Typed(handler), shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) => ReceiveAsync(shouldHandle, Typed(handler));

    /// <inheritdoc/>
    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) => ReceiveAnyAsync(Typed(handler));

    /// <inheritdoc/>
    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    /// <inheritdoc/>
    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    /// <inheritdoc/>
    public void DefaultPreStart() => base.PreStart();

    /// <inheritdoc/>
    public void DefaultPostStop() => base.PostStop();

    /// <inheritdoc/>
    public void Become(Action<object, IActorContext> handler) => Context.Become(Always(handler));

    /// <inheritdoc/>
    public void BecomeStacked(Action<object, IActorContext> handler) => Context.BecomeStacked(Always(handler));

    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    /// <inheritdoc/>
    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    /// <summary>Runs <see cref="OnPreRestart"/> in place of the default, on the failed instance.</summary>
    protected override void PreRestart(Exception reason, object message) =>
        Run(OnPreRestart, hook => hook(reason, message, Context), () => DefaultPreRestart(reason, message));

    /// <summary>Runs <see cref="OnPostRestart"/> in place of the default, on the new instance.</summary>
    protected override void PostRestart(Exception reason) => Run(OnPostRestart, hook => hook(reason, Context), () => DefaultPostRestart(reason));

    /// <summary>Runs <see cref="OnPreStart"/> in place of the default, before the first message.</summary>
    protected override void PreStart() => Run(OnPreStart, static hook => hook(Context), DefaultPreStart);

    /// <summary>Runs <see cref="OnPostStop"/> in place of the default, after the last message.</summary>
    protected override void PostStop() => Run(OnPostStop, static hook => hook(Context), DefaultPostStop);

    /// <summary><see cref="Strategy"/>, else the default one; asked once per instance, at the first failure of a child.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();

    private static void Run<THook>(THook? hook, Action<THook> given, Action otherwise)
        where THook : class
    {
        if (hook is null)
        {
            otherwise();
        }
        else
        {
            given(hook);
        }
    }

    private static Action<T> Typed<T>(Action<T, IActorContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => handler(message, Context);
    }

    private static Func<T, Task> Typed<T>(Func<T, IActorContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => handler(message, Context);
    }

    private static Receive Always(Action<object, IActorContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message =>
        {
            handler(message, Context);
            return true;
        };
    }
}
