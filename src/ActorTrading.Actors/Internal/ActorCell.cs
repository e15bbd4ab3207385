using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors.Internal;

/// <summary>The life of one actor: mailbox, behaviour, children, watches. All but the queues belongs to the actor's own turn.</summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? t_current;

    private static readonly Props TerminatedProps = Props.CreateBy<ActorBase>(
        static () => throw new InvalidOperationException("The actor has stopped: it makes no more instances."));

    private ActorBase? _actor;
    private Receive _behavior = static _ => false;
    private Stack<Receive>? _behaviorStack;
    private IActorRef? _sender;
    private object? _currentMessage;
    private ActorTaskScheduler? _taskScheduler;

    internal ActorCell(ActorSystemImpl system, LocalActorRef self, Props props)
    {
        SystemImpl = system;
        SelfRef = self;
        Props = props;
        _named = props.NewQueue(self, system);
        _dispatcher = props.DispatcherOf(system);
    }

    /// <summary>The cell whose turn this thread is running.</summary>
    internal static ActorCell? Current => t_current;

    internal static IActorRef? CurrentSelfOrNoSender => t_current is { } cell ? cell.SelfRef : AmbientSender.Here;

    internal static IActorRef? CurrentSenderOrNoSender => t_current?._sender;

    internal ActorSystemImpl SystemImpl { get; }

    internal LocalActorRef SelfRef { get; }

    /// <summary>Number of the message at hand: the same object may be sent twice.</summary>
    internal long CurrentEnvelopeId { get; private set; }

    internal object? CurrentMessage => _currentMessage;

    /// <summary>The instance of this moment; null before the first, after the last and between two.</summary>
    internal ActorBase? Instance => _actor;

    public IActorRef Self => SelfRef;

    /// <summary>Given up when the actor has stopped, with all that the recipe holds on to.</summary>
    public Props Props { get; private set; }

    public ActorSystem System => SystemImpl;

    public IActorRef Parent => SelfRef.Parent;

    public IActorRef Sender => _sender ?? SystemImpl.DeadLettersRef;

    internal ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    public ActorSelection ActorSelection(ActorPath actorPath) => SystemImpl.Select(actorPath);

    public ActorSelection ActorSelection(string actorPath) => SystemImpl.Select(actorPath, SelfRef);

    public void Become(Receive receive)
    {
        if (_behaviorStack is { Count: > 1 })
        {
            _behaviorStack.Pop();
            _behaviorStack.Push(receive);
            _behavior = receive;
        }
        else
        {
            // Keeps the initial behaviour at the bottom: UnbecomeStacked returns to it.
            BecomeStacked(receive);
        }
    }

    public void BecomeStacked(Receive receive)
    {
        (_behaviorStack ??= NewBehaviorStack()).Push(receive);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_behaviorStack is { Count: > 1 })
        {
            _behaviorStack.Pop();
            _behavior = _behaviorStack.Peek();
        }
    }

    public void Become(UntypedReceive receive) => Become(Adapt(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Adapt(receive));

    /// <summary>Runs a persist handler under the sender of its command.</summary>
    internal void RunAs(IActorRef? sender, object message, Action action)
    {
        var (oldSender, oldMessage) = (_sender, _currentMessage);
        (_sender, _currentMessage) = (sender, message);
        try
        {
            action();
        }
        finally
        {
            (_sender, _currentMessage) = (oldSender, oldMessage);
        }
    }

    internal void SetSender(IActorRef? sender, object message)
    {
        _sender = sender;
        _currentMessage = message;
    }

    private static Receive Adapt(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private Stack<Receive> NewBehaviorStack()
    {
        var stack = new Stack<Receive>();
        stack.Push(_behavior);
        return stack;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the constructor throws becomes a supervisor's decision.")]
    private ActorBase NewActor()
    {
        _behaviorStack = null;
        try
        {
            var instance = Props.NewActor();
            if (Props.SupervisorStrategy is { } strategy)
            {
                instance.SupervisorStrategyOverride = strategy;
            }

            // A behaviour that the constructor installed lies on top of the initial one.
            var installed = _behaviorStack;
            _behavior = instance.InitialBehavior;
            _behaviorStack = null;
            if (installed is not null)
            {
                foreach (var behavior in installed.Reverse().Skip(1))
                {
                    BecomeStacked(behavior);
                }
            }

            return instance;
        }
        catch (Exception cause) when (cause is not ActorInitializationException)
        {
            throw new ActorInitializationException(SelfRef, $"Exception during creation of {Props.Type.Name}: {cause.Message}", Unwrap(cause));
        }
    }

    private static Exception Unwrap(Exception cause) =>
        cause is global::System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : cause;

    private void ClearActor(ActorBase? actor)
    {
        if (actor is null)
        {
            return;
        }

        if (actor is IDisposable disposable)
        {
            try
            {
                disposable.Dispose();
            }
            catch (Exception e)
            {
                LogError(e, "Dispose threw");
            }
        }

        Props.Release(actor);
        actor.Clear();
        _actor = null;
        _behavior = static _ => false;
        _behaviorStack = null;
    }
}
