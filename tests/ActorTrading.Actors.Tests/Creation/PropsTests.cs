using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Tests.Creation;

public sealed class PropsTests : TestKit.TestKit
{
    private readonly Type _pair = typeof(Pair);

    [Fact]
    public void EveryForm_MakesTheActor()
    {
        foreach (var props in new[]
        {
            Props.Create(() => new Pair("a", 1)), Props.Create<Pair>("a", 1), Props.Create(_pair, "a", 1),
            Props.CreateBy(() => new Pair("a", 1)), Props.CreateBy(new Maker(TestActor), "shown"), Props.CreateBy<Maker>(TestActor),
        })
        {
            Assert.Equal(typeof(Pair), props.Type);
            Sys.ActorOf(props).Tell("?", TestActor);
            ExpectMsg("a 1");
        }

        Sys.ActorOf<Pair>().Tell("?", TestActor);
        ExpectMsg("none 0");
        Assert.Equal("child", Sys.ActorOf<Pair>("child").Path.Name);
    }

    [Fact]
    public void Expression_EvaluatesItsArgumentsOnce()
    {
        var text = "before";
        var props = Props.Create(() => new Pair(text + "!", text.Length));
        text = "after";

        Sys.ActorOf(props).Tell("?", TestActor);

        ExpectMsg("before! 6");
        Assert.Equal(["before!", 6], props.Arguments);
        Assert.Throws<ArgumentException>(() => Props.Create(() => Pair.Made()));
    }

    [Fact]
    public void WrongTypes_AreRefusedAtOnce()
    {
        Assert.Throws<ArgumentNullException>("type", () => Props.Create((Type)null!, []));
        Assert.Throws<ArgumentException>("type", () => Props.Create(typeof(string)));
        Assert.Throws<ArgumentNullException>(() => Props.CreateBy((Func<Pair>)null!));
    }

    [Fact]
    public void WrongArguments_FailTheStart()
    {
        using var system = ActorSystem.Create("props", new ActorSystemOptions());
        system.EventStream.Subscribe<Event.Error>(TestActor);

        system.ActorOf(Props.Create<Pair>("too", "many", "arguments"));

        var cause = Assert.IsType<ActorInitializationException>(ExpectMsg<Event.Error>().Cause);
        Assert.IsType<TypeLoadException>(cause.InnerException);
        Assert.Contains("3 args: (too, many, arguments)", cause.InnerException.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_KnowsNoMessage()
    {
        Sys.EventStream.Subscribe<Event.UnhandledMessage>(TestActor);

        Sys.ActorOf(Props.Empty).Tell("x");
        Sys.ActorOf(Props.None).Tell("y");

        Assert.Equal(["x", "y"], ReceiveN(2).Select(static m => ((Event.UnhandledMessage)m).Message).Order());
    }

    [Fact]
    public void With_ChangesOneThing_AndEqualityIsByAllOfThem()
    {
        var strategy = new OneForOneStrategy(static _ => Directive.Stop);
        var props = Props.Create<Pair>("a", 1);

        Assert.Null(props.SupervisorStrategy);
        Assert.Same(strategy, props.WithSupervisorStrategy(strategy).SupervisorStrategy);
        Assert.Same(strategy, Props.Create(() => new Pair("a", 1), strategy).SupervisorStrategy);
        Assert.Same(strategy, Props.Create<Pair>(strategy).SupervisorStrategy);
        Assert.Equal("m", props.WithMailbox("m").Mailbox);
        Assert.Equal("d", props.WithDispatcher("d").Dispatcher);
        Assert.Equal(props, Props.Create<Pair>("a", 1));
        Assert.Equal(props.GetHashCode(), Props.Create<Pair>("a", 1).GetHashCode());
        Assert.NotEqual(props, Props.Create<Pair>("a", 2));
        Assert.NotEqual(props, props.WithMailbox("m"));
        Assert.NotEqual(props, props.WithDispatcher("d"));
        Assert.NotEqual(props, props.WithSupervisorStrategy(strategy));
        Assert.NotEqual(Props.CreateBy(static () => new Pair("a", 1)), Props.CreateBy(static () => new Pair("a", 1)));
    }

    [Fact]
    public void Producer_GetsItsActorsBack_OnRestartAndStop()
    {
        var actor = Sys.ActorOf(Props.CreateBy(new Maker(TestActor)));

        actor.Tell("fail");
        ExpectMsg("released");
        Sys.Stop(actor);

        ExpectMsg("released");
    }

    [Fact]
    public void Dispatcher_IsTheOneNamed_AndAnUnknownOneIsRefused()
    {
        var own = new CountingDispatcher();
        using var system = ActorSystem.Create("dispatchers", new ActorSystemOptions { Dispatchers = new Dictionary<string, MessageDispatcher> { ["own"] = own } });

        system.ActorOf(Props.Create<Pair>("a", 1).WithDispatcher("own")).Tell("?", TestActor);
        ExpectMsg("a 1");
        Assert.True(own.Turns > 0);
        var turns = own.Turns;
        system.ActorOf(Props.Create<Pair>("b", 1).WithDispatcher("akka.actor.default-dispatcher")).Tell("?", TestActor);
        ExpectMsg("b 1");

        Assert.Equal(turns, own.Turns);
        Assert.Contains("[nope]", Assert.Throws<ConfigurationException>(() => system.ActorOf(Props.Empty.WithDispatcher("nope"), "x")).Message, StringComparison.Ordinal);
        Assert.Contains("[nope]", Assert.Throws<ConfigurationException>(() => system.ActorOf(Props.Empty.WithMailbox("nope"), "x")).Message, StringComparison.Ordinal);
        Assert.Equal("x", system.ActorOf(Props.Empty, "x").Path.Name);
    }

    private sealed class Pair(string text, int number) : UntypedActor
    {
        public Pair()
            : this("none", 0)
        {
        }

        public static Pair Made() => new();

        protected override void OnReceive(object message)
        {
            if (message is "fail")
            {
                throw new InvalidOperationException("fail");
            }

            Sender.Tell($"{text} {number}");
        }
    }

    private sealed class Maker(IActorRef probe) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Pair);

        public ActorBase Produce() => new Pair("a", 1);

        public void Release(ActorBase actor) => probe.Tell("released");
    }

    private sealed class CountingDispatcher : MessageDispatcher
    {
        private int _turns;

        public int Turns => Volatile.Read(ref _turns);

        protected internal override void Execute(IRunnable turn, bool goesOn)
        {
            Interlocked.Increment(ref _turns);
            ThreadPool.QueueUserWorkItem(static t => t.Run(), turn, preferLocal: false);
        }
    }
}
