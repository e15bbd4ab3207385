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

    public Action<Exception, IActorContext>? OnPostRestart { get; set; }

    public Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    public Action<IActorContext>? OnPostStop { get; set; }

    public Action<IActorContext>? OnPreStart { get; set; }

    public SupervisorStrategy? Strategy { get; set; }

    public void Receive<T>(Action<T, IActorContext> handler) => Receive(Typed(handler), (Predicate<T>?)null);

    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) => Receive(shouldHandle, Typed(handler));

    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) => Receive(Typed(handler), shouldHandle);

    public void ReceiveAny(Action<object, IActorContext> handler) => ReceiveAny(Typed(handler));

    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null) => ReceiveAsync(Typed(handler), shouldHandle);

    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) => ReceiveAsync(shouldHandle, Typed(handler));

    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) => ReceiveAnyAsync(Typed(handler));

    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    public void DefaultPreStart() => base.PreStart();

    public void DefaultPostStop() => base.PostStop();

    public void Become(Action<object, IActorContext> handler) => Context.Become(Always(handler));

    public void BecomeStacked(Action<object, IActorContext> handler) => Context.BecomeStacked(Always(handler));

    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    protected override void PreRestart(Exception reason, object message) =>
        Run(OnPreRestart, hook => hook(reason, message, Context), () => DefaultPreRestart(reason, message));

    protected override void PostRestart(Exception reason) => Run(OnPostRestart, hook => hook(reason, Context), () => DefaultPostRestart(reason));

    protected override void PreStart() => Run(OnPreStart, static hook => hook(Context), DefaultPreStart);

    protected override void PostStop() => Run(OnPostStop, static hook => hook(Context), DefaultPostStop);

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
