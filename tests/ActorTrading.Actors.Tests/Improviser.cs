namespace ActorTrading.Actors.Tests;

/// <summary>A receive actor whose handlers a test writes in place.</summary>
internal sealed class Improviser : ReceiveActor, IWithStash, IWithTimers
{
    private readonly Action<Improviser>? _beforeRestart;

    public Improviser(Action<Improviser> setUp, Action<Improviser>? beforeRestart = null)
    {
        _beforeRestart = beforeRestart;
        setUp(this);
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    public IActorRef Me => Self;

    public IActorRef From => Sender;

    public object? FailedOn { get; private set; }

    public Action<Improviser>? OnStop { get; set; }

    public Action<Improviser>? OnStart { get; set; }

    public static IUntypedActorContext Ctx => Context;

    public static Props Of(Action<Improviser> setUp, Action<Improviser>? beforeRestart = null) =>
        Props.CreateBy(() => new Improviser(setUp, beforeRestart));

    public void On<T>(Action<T> handler, Predicate<T>? when = null) => Receive(handler, when);

    public void On<T>(Predicate<T> when, Action<T> handler) => Receive(when, handler);

    public void On<T>(Func<T, bool> handler) => Receive(handler);

    public void OnType(Type type, Action<object> handler, Predicate<object>? when = null) => Receive(type, handler, when);

    public void OnType(Type type, Predicate<object> when, Action<object> handler) => Receive(type, when, handler);

    public void OnType(Type type, Func<object, bool> handler) => Receive(type, handler);

    public void OnAny(Action<object> handler) => ReceiveAny(handler);

    public void OnAsync<T>(Func<T, Task> handler, Predicate<T>? when = null) => ReceiveAsync(handler, when);

    public void OnAsync<T>(Predicate<T> when, Func<T, Task> handler) => ReceiveAsync(when, handler);

    public void OnTypeAsync(Type type, Func<object, Task> handler, Predicate<object>? when = null) => ReceiveAsync(type, handler, when);

    public void OnTypeAsync(Type type, Predicate<object> when, Func<object, Task> handler) => ReceiveAsync(type, when, handler);

    public void OnAnyAsync(Func<object, Task> handler) => ReceiveAnyAsync(handler);

    public void Run(Func<Task> action) => RunTask(action);

    public void Turn(Action configure) => Become(configure);

    public void TurnStacked(Action configure) => BecomeStacked(configure);

    public void TurnBack() => UnbecomeStacked();

    protected override void PreStart() => OnStart?.Invoke(this);

    protected override void PostStop() => OnStop?.Invoke(this);

    protected override void PreRestart(Exception reason, object message)
    {
        FailedOn = message;
        _beforeRestart?.Invoke(this);
    }
}
