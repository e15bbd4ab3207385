namespace ActorTrading.Actors.TestKit;

/// <summary>Keeps what it receives for the test, and does a few things on its behalf.</summary>
internal sealed class ProbeActor(ReceivedMessages received) : ActorBase
{
    private readonly ChildStrategies _strategies = new();
    private AutoPilot? _pilot;
    private Func<object, bool>? _ignore;

    internal sealed record DoWatch(IActorRef Subject);

    internal sealed record DoUnwatch(IActorRef Subject);

    internal sealed record SetPilot(AutoPilot? Pilot);

    internal sealed record SetIgnore(Func<object, bool>? Ignore);

    /// <summary>Answered through the task: the reply must not count as a message of the test.</summary>
    internal sealed record Spawn(Props Props, string? Name, SupervisorStrategy? Strategy, TaskCompletionSource<IActorRef> Child);

    protected override SupervisorStrategy SupervisorStrategy() => _strategies;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case DoWatch watch:
                Context.Watch(watch.Subject);
                break;
            case DoUnwatch unwatch:
                Context.Unwatch(unwatch.Subject);
                break;
            case SetPilot set:
                _pilot = set.Pilot;
                break;
            case SetIgnore set:
                _ignore = set.Ignore;
                break;
            case Spawn spawn:
                Start(spawn);
                break;
            default:
                Fly(message);
                if (_ignore is null || !_ignore(message))
                {
                    received.Add(new Envelope(message, Sender));
                }

                break;
        }

        return true;
    }

    private void Fly(object message)
    {
        var next = _pilot?.Run(Sender, message);
        _pilot = next is KeepRunning ? _pilot : next is NoAutoPilot ? null : next;
    }

    private void Start(Spawn spawn)
    {
        try
        {
            var child = Context.ActorOf(spawn.Props, spawn.Name);
            _strategies.Set(child, spawn.Strategy);
            spawn.Child.SetResult(child);
        }
        catch (Exception e)
        {
            spawn.Child.SetException(e);
        }
    }

    /// <summary>Each child has the strategy it was made with; by default its failure stops it.</summary>
    private sealed class ChildStrategies : SupervisorStrategy
    {
        private readonly Dictionary<IActorRef, SupervisorStrategy> _byChild = [];

        public override IDecider Decider => StoppingStrategy.Decider;

        public void Set(IActorRef child, SupervisorStrategy? strategy)
        {
            if (strategy is not null)
            {
                _byChild[child] = strategy;
            }
        }

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
        {
            Of(child).HandleChildTerminated(actorContext, child, children);
            _byChild.Remove(child);
        }

        protected override Directive Handle(IActorRef child, Exception exception) => Of(child).Decider.Decide(exception);

        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) =>
            Of(child).ProcessFailure(context, restart, child, cause, stats, children);

        private SupervisorStrategy Of(IActorRef child) => _byChild.GetValueOrDefault(child, StoppingStrategy);
    }
}
