namespace ActorTrading.Actors.Tests;

/// <summary>An actor that does what it is told inside its own turn; its hooks are given from outside.</summary>
internal sealed class Puppet(Puppet.Strings? strings = null) : UntypedActor, IWithStash
{
    private readonly Strings _strings = strings ?? new Strings();

    public IStash Stash { get; set; } = null!;

    public static Props Props(Strings? strings = null) => Actors.Props.CreateBy(() => new Puppet(strings));

    /// <summary>Props of a puppet that tells <paramref name="probe"/> what happens to it.</summary>
    public static Props Telling(IActorRef probe, string name = "") => Actors.Props.CreateBy(() =>
    {
        probe.Tell(name + "ctor");
        return new Puppet(new Strings
        {
            PreStart = _ => probe.Tell(name + "PreStart"),
            PostStop = _ => probe.Tell(name + "PostStop"),
        });
    });

    protected override SupervisorStrategy SupervisorStrategy() => _strings.Strategy?.Invoke() ?? base.SupervisorStrategy();

    protected override void PreStart() => _strings.PreStart?.Invoke(this);

    protected override void PostStop() => _strings.PostStop?.Invoke(this);

    protected override void PreRestart(Exception reason, object message)
    {
        if (_strings.PreRestart is { } hook)
        {
            hook(this, reason, message);
        }
        else
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        if (_strings.PostRestart is { } hook)
        {
            hook(this, reason);
        }
        else
        {
            base.PostRestart(reason);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Do act:
                act.Act(this);
                break;
            case Exception e:
                throw e;
            case "ping":
                Sender.Tell("pong");
                break;
            default:
                if (_strings.Receive is { } receive)
                {
                    receive(this, message);
                }
                else
                {
                    Unhandled(message);
                }

                break;
        }
    }

    internal IUntypedActorContext Surroundings => Context;

    internal sealed record Do(Action<Puppet> Act);

    internal sealed record Strings
    {
        public Func<SupervisorStrategy>? Strategy { get; init; }

        public Action<Puppet>? PreStart { get; init; }

        public Action<Puppet>? PostStop { get; init; }

        public Action<Puppet, Exception, object>? PreRestart { get; init; }

        public Action<Puppet, Exception>? PostRestart { get; init; }

        public Action<Puppet, object>? Receive { get; init; }
    }
}
