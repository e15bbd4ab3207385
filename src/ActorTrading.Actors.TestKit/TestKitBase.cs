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

    /// <summary>The system that the test actor lives in.</summary>
    public ActorSystem Sys { get; }

    /// <summary>What is told to it can be expected here.</summary>
    public IActorRef TestActor { get; }

    /// <summary>The times it waits with; they do not change.</summary>
    public TestKitSettings TestKitSettings { get; }

    /// <summary>Logs to the system under the name of the test's class.</summary>
    public ILoggingAdapter Log { get; }

    /// <summary>Expectations on log events and dead letters.</summary>
    public EventFilterFactory EventFilter { get; }

    /// <summary>The message seen last, also after a wait in vain; null before the first.</summary>
    public object? LastMessage => _last.Message;

    /// <summary>Who sent <see cref="LastMessage"/>; null before the first, and where it came from nobody.</summary>
    public IActorRef? LastSender => _last.Sender;

    /// <summary>Whether a message is there to be taken. Never waits, and runs no simulation.</summary>
    public bool HasMessages => _received.Count > 0;

    internal ITestKitAssertions Assertions => _assertions;

    internal Patience Waiting => _patience;

    /// <summary>
    /// Drops messages that fit, until <see cref="IgnoreNoMessages"/> or the next call, which replaces this one. A pilot gets them all the same,
    /// and those that can be expected already stay.
    /// </summary>
    /// <param name="shouldIgnoreMessage">Runs in the test actor's turn; where it throws, the test actor fails.</param>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => Order(new ProbeActor.SetIgnore(shouldIgnoreMessage));

    /// <summary>Drops messages of the type that fit, in place of what was ignored before.</summary>
    /// <inheritdoc cref="IgnoreMessages(Func{object, bool})"/>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(m => m is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Drops messages of the type, in place of what was ignored before.</summary>
    /// <inheritdoc cref="IgnoreMessages(Func{object, bool})"/>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static m => m is TMsg);

    /// <summary>Keeps every message from now on; those that were dropped do not come back.</summary>
    public void IgnoreNoMessages() => Order(new ProbeActor.SetIgnore(null));

    /// <summary>The test actor watches it from the moment this returns.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        Order(new ProbeActor.DoWatch(actorToWatch));
        return actorToWatch;
    }

    /// <summary>Ends the watch; the <see cref="Terminated"/> of that actor does not come any more, unless it can be expected already.</summary>
    /// <returns>The actor given.</returns>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        Order(new ProbeActor.DoUnwatch(actorToUnwatch));
        return actorToUnwatch;
    }

    /// <summary>As <see cref="Watch"/>: the task is done.</summary>
    /// <inheritdoc cref="Watch"/>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    /// <summary>As <see cref="Unwatch"/>: the task is done.</summary>
    /// <inheritdoc cref="Unwatch"/>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    /// <summary>The pilot runs for each message from now on, before it can be expected; it replaces the one before.</summary>
    public void SetAutoPilot(AutoPilot pilot) => Order(new ProbeActor.SetPilot(pilot));

    /// <summary>
    /// An actor directly under the user guardian; without a name it gets a generated one. Takes messages from now on, though its constructor may
    /// run later.
    /// </summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    /// <inheritdoc cref="ActorOf(Props, string)"/>
    /// <remarks>Made by its constructor without parameters, again at each restart.</remarks>
    public IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.CreateBy(static () => new TActor()), name);

    /// <inheritdoc cref="ActorOf(Props, string)"/>
    /// <param name="factory">A <c>new</c> of the actor; its arguments are taken now, once.</param>
    /// <remarks>Made by the expression, again at each restart.</remarks>
    public IActorRef ActorOf<TActor>(System.Linq.Expressions.Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <inheritdoc cref="ActorOf(Props, string)"/>
    /// <param name="configure">Runs in the new actor, again at each restart.</param>
    /// <remarks>Made of handlers that are set here.</remarks>
    public IActorRef ActorOf(Action<IActorDsl> configure, string? name = null) => Sys.ActorOf(configure, name);

    /// <inheritdoc cref="ActorOf(Action{IActorDsl}, string)"/>
    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string? name = null) => Sys.ActorOf(configure, name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>
    /// A child of the test actor; without a strategy of its own its failure stops it. Waits, without limit, until the test actor has made it.
    /// </summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public IActorRef ChildActorOf(Props props, string? name = null, SupervisorStrategy? supervisorStrategy = null)
    {
        var child = new TaskCompletionSource<IActorRef>();
        Order(new ProbeActor.Spawn(props, name, supervisorStrategy, child));
        return child.Task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy)"/>
    /// <remarks>Under a generated name.</remarks>
    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy) => ChildActorOf(props, null, supervisorStrategy);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy)"/>
    /// <remarks>Made by its constructor.</remarks>
    public IActorRef ChildActorOf<T>(string? name = null, SupervisorStrategy? supervisorStrategy = null)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy)"/>
    /// <remarks>Made by its constructor, under a generated name.</remarks>
    public IActorRef ChildActorOf<T>(SupervisorStrategy supervisorStrategy)
        where T : ActorBase => ChildActorOf<T>(null, supervisorStrategy);

    /// <summary>One more actor whose messages arrive here, in one queue with those of the others.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public IActorRef CreateTestActor(string name) =>
        ((ActorSystemImpl)Sys).SystemActorOf(Props.CreateBy(() => new ProbeActor(_received)).WithDispatcher(new CallingThreadDispatcher()), name);

    /// <summary>A probe in the same system, with the settings and assertions of this kit and a queue of its own.</summary>
    /// <param name="name">Null: a free one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <inheritdoc cref="CreateTestProbe(string)"/>
    /// <remarks>The probe lives in that other system and waits in its time, real or virtual.</remarks>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, TestKitSettings, name, _assertions);

    /// <summary>Event filters of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>
    /// A latch that opens at that many counts. Its waits take <see cref="TestKitSettings.DefaultTimeout"/> where they state none, are dilated,
    /// and are in real time always.
    /// </summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, count, TestKitSettings.DefaultTimeout);

    /// <summary>
    /// A barrier for that many threads. Its waits take <see cref="TestKitSettings.DefaultTimeout"/> where they state none, are dilated, and are
    /// in real time always.
    /// </summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);

    /// <summary>Terminates the system and waits for its end.</summary>
    /// <param name="duration">Default 5 s.</param>
    /// <param name="verifySystemShutdown">A system that does not end in time is an error; otherwise a warning.</param>
    /// <exception cref="TimeoutException">Not in time, and it was to be verified.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    /// <inheritdoc cref="Shutdown(TimeSpan?, bool)"/>
    /// <param name="system">The one to end, which need not be that of the kit.</param>
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
