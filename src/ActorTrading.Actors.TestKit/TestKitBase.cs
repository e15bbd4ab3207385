using ActorTrading.Actors.Dsl;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>
/// Expectations on what a test actor received, in the order it received it. Waits block the test's thread (methods ending in Async do not),
/// never an actor's. On a simulated system they run the simulation and time is virtual.
/// <para>
/// The test actor is the sender of what the test tells without naming one, unless the class is <see cref="INoImplicitSender"/>.
/// It handles messages on the sender's thread: when Tell to it returns, the message can be expected.
/// </para>
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private readonly ReceivedMessages _received = new();
    private readonly Patience _patience;
    private readonly ITestKitAssertions _assertions;
    private Envelope _last;
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <param name="assertions">How the test is failed. Null: with <see cref="AssertionException"/>.</param>
    /// <param name="testActorName">Null: a free one.</param>
    protected TestKitBase(ActorSystem system, TestKitSettings? settings = null, string? testActorName = null, ITestKitAssertions? assertions = null)
    {
        Sys = system;
        TestKitSettings = settings ?? new TestKitSettings();
        TestKitSettings.Validate();
        _assertions = assertions ?? new TestKitAssertions();
        _patience = Patience.For(system);
        Log = Logging.GetLogger(system, GetType().Name);
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(testActorName ?? NextName(system));
        if (this is not INoImplicitSender)
        {
            AmbientSender.Set(TestActor);
        }
    }

    public ActorSystem Sys { get; }

    /// <summary>What is told to it can be expected here.</summary>
    public IActorRef TestActor { get; }

    public TestKitSettings TestKitSettings { get; }

    public ILoggingAdapter Log { get; }

    /// <summary>Expectations on log events and dead letters.</summary>
    public EventFilterFactory EventFilter { get; }

    /// <summary>The message seen last, also after a wait in vain; null before the first.</summary>
    public object? LastMessage => _last.Message;

    public IActorRef? LastSender => _last.Sender;

    public bool HasMessages => _received.Count > 0;

    internal ITestKitAssertions Assertions => _assertions;

    internal Patience Waiting => _patience;

    /// <summary>Drops messages that fit, until <see cref="IgnoreNoMessages"/>.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => Order(new ProbeActor.SetIgnore(shouldIgnoreMessage));

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(m => m is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreMessages<TMsg>() => IgnoreMessages(static m => m is TMsg);

    public void IgnoreNoMessages() => Order(new ProbeActor.SetIgnore(null));

    /// <summary>The test actor watches it from the moment this returns.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        Order(new ProbeActor.DoWatch(actorToWatch));
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        Order(new ProbeActor.DoUnwatch(actorToUnwatch));
        return actorToUnwatch;
    }

    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    /// <summary>The pilot runs for each message before it can be expected.</summary>
    public void SetAutoPilot(AutoPilot pilot) => Order(new ProbeActor.SetPilot(pilot));

    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.CreateBy(static () => new TActor()), name);

    public IActorRef ActorOf<TActor>(System.Linq.Expressions.Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    public IActorRef ActorOf(Action<IActorDsl> configure, string? name = null) => Sys.ActorOf(configure, name);

    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string? name = null) => Sys.ActorOf(configure, name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>A child of the test actor; without a strategy of its own its failure stops it.</summary>
    public IActorRef ChildActorOf(Props props, string? name = null, SupervisorStrategy? supervisorStrategy = null)
    {
        var child = new TaskCompletionSource<IActorRef>();
        Order(new ProbeActor.Spawn(props, name, supervisorStrategy, child));
        return child.Task.GetAwaiter().GetResult();
    }

    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy) => ChildActorOf(props, null, supervisorStrategy);

    public IActorRef ChildActorOf<T>(string? name = null, SupervisorStrategy? supervisorStrategy = null)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy);

    public IActorRef ChildActorOf<T>(SupervisorStrategy supervisorStrategy)
        where T : ActorBase => ChildActorOf<T>(null, supervisorStrategy);

    /// <summary>One more actor whose messages arrive here.</summary>
    public IActorRef CreateTestActor(string name) =>
        ((ActorSystemImpl)Sys).SystemActorOf(Props.CreateBy(() => new ProbeActor(_received)).WithDispatcher(new CallingThreadDispatcher()), name);

    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, TestKitSettings, name, _assertions);

    /// <summary>Event filters of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, count, TestKitSettings.DefaultTimeout);

    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);

    /// <summary>Terminates the system and waits for its end.</summary>
    /// <param name="duration">Default 5 s.</param>
    /// <param name="verifySystemShutdown">A system that does not end in time is an error; otherwise a warning.</param>
    /// <exception cref="TimeoutException">Not in time, and it was to be verified.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var limit = duration ?? Dilated(TimeSpan.FromSeconds(5));
        if (Patience.For(system).Wait(system.Terminate(), limit))
        {
            return;
        }

        if (verifySystemShutdown)
        {
            throw new TimeoutException($"Failed to stop [{system.Name}] within [{limit}].");
        }

        system.Log.Warning("Failed to stop [{0}] within [{1}].", system.Name, limit);
    }

    private static string NextName(ActorSystem system) => $"testActor{system.Extension(static _ => new Counter()).Next()}";

    private void Order(object order) => TestActor.Tell(order, ActorRefs.NoSender);

    private sealed class Counter
    {
        private int _last;

        public int Next() => Interlocked.Increment(ref _last);
    }
}
