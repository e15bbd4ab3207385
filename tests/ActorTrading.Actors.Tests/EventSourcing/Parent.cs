namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>Has one child, and one answer to its failures, which it also tells a probe.</summary>
internal sealed class Parent : UntypedActor
{
    private readonly IActorRef _probe;
    private readonly Directive _directive;
    private readonly IActorRef _child;

    public Parent(Props child, IActorRef probe, Directive directive)
    {
        _probe = probe;
        _directive = directive;
        _child = Context.ActorOf(child);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _probe.Tell($"failed {cause.Message}");
        return _directive;
    });

    protected override void OnReceive(object message) => _child.Forward(message);
}
