using ActorTrading.Actors.TestKit;
using ActorTrading.Actors.TestKit.TestActors;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class TestActorRefTests : TestKit.TestKit
{
    [Fact]
    public void Operators_CompareWhatItStandsFor()
    {
        var actor = ActorOfAsTestActorRef<BlackHoleActor>();
        var none = (TestActorRef<BlackHoleActor>?)null;

        Assert.True(actor == actor.Ref);
        Assert.True(actor.Ref == actor);
        Assert.True(actor != TestActor);
        Assert.True(TestActor != actor);
        Assert.False(none == actor.Ref);
        Assert.True(none == (IActorRef?)null);
    }

    [Fact]
    public void NameThatIsNotGiven_BeginsWithTwoDollars_AndIsItsOwn()
    {
        var first = ActorOfAsTestActorRef<BlackHoleActor>();
        var second = ActorOfAsTestActorRef<BlackHoleActor>(first);

        Assert.StartsWith("$$", first.Path.Name, StringComparison.Ordinal);
        Assert.StartsWith("$$", second.Path.Name, StringComparison.Ordinal);
        Assert.NotEqual(first.Path.Name, second.Path.Name);
        Assert.Throws<InvalidActorNameException>(() => ActorOfAsTestActorRef<BlackHoleActor>("$$own"));
    }

    [Fact]
    public void Tell_IsHandledWhenItReturns_OnTheSameThread()
    {
        var actor = ActorOfAsTestActorRef<Counter>("counter");
        actor.Tell("x");
        actor.Tell("x");

        Assert.Equal(2, actor.UnderlyingActor.Seen);
        Assert.Equal(Environment.CurrentManagedThreadId, actor.UnderlyingActor.Thread);
        Assert.Equal("akka://test/user/counter", actor.Path.ToString());
        Assert.Equal(Sys.ActorOf(Props.CreateBy(static () => new Counter()), "pooled").Path.Parent, actor.Path.Parent);
    }

    [Fact]
    public void Chains_AreHandledDownTheStack_AndBack()
    {
        var last = ActorOfAsTestActorRef<Counter>();
        var first = ActorOfAsTestActorRef(() => new Relay(last));
        first.Tell("x");

        Assert.Equal(1, last.UnderlyingActor.Seen);
        Assert.Equal(1, first.UnderlyingActor.Answers);
    }

    [Fact]
    public void Receive_RunsPastTheMailbox_AndThrowsToTheCaller()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        actor.Receive("x", TestActor);
        ExpectMsg("seen");
        Assert.Throws<FormatException>(() => actor.Receive("fail"));
        Assert.Equal(1, actor.UnderlyingActor.Seen);
        Assert.Null(Internal.ActorCell.Current);
    }

    [Fact]
    public void Failure_RestartsAtOnce_WithAnotherInstance()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        var before = actor.UnderlyingActor;
        actor.Tell("fail");
        AwaitCondition(() => !ReferenceEquals(actor.UnderlyingActor, before));
        actor.Tell("x");
        Assert.Equal(1, actor.UnderlyingActor.Seen);
    }

    [Fact]
    public void Supervisor_CanBeGiven_AndAStoppedOneHasNoInstance()
    {
        var parent = ActorOfAsTestActorRef<Counter>("parent");
        var child = ActorOfAsTestActorRef<Counter>(parent, "child");
        Assert.Equal(parent.Path / "child", child.Path);
        Watch(child);
        Sys.Stop(child);
        ExpectTerminated(child);
        AwaitAssert(() => Assert.Throws<IllegalActorStateException>(() => child.UnderlyingActor));
    }

    [Fact]
    public async Task AsyncHandler_OnTheCallingThreadDispatcher_StaysInItsActor()
    {
        var actor = Sys.ActorOf(Props.CreateBy(static () => new Patient()).WithDispatcher(CallingThreadDispatcher.Id));
        var self = actor.Ask<IActorRef>("who", TimeSpan.FromSeconds(5));
        var order = actor.Ask<string>("after", TimeSpan.FromSeconds(5));

        Assert.Equal(actor, await self);
        Assert.Equal("after who", await order);
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<string>(static m => m == "fail", static void (_) => throw new FormatException("fail"));
            ReceiveAny(_ =>
            {
                Seen++;
                Thread = Environment.CurrentManagedThreadId;
                Sender.Tell("seen");
            });
        }

        public int Seen { get; private set; }

        public int Thread { get; private set; }
    }

    private sealed class Relay : UntypedActor
    {
        private readonly IActorRef _target;

        public Relay(IActorRef target)
        {
            _target = target;
        }

        public int Answers { get; private set; }

        protected override void OnReceive(object message)
        {
            if (message is "seen")
            {
                Answers++;
                return;
            }

            _target.Tell(message);
            Assert.Equal(0, Answers); // its own mail waits for the turn to end
        }
    }

    private sealed class Patient : ReceiveActor
    {
        private string _last = string.Empty;

        public Patient()
        {
            ReceiveAsync<string>(static m => m == "who", async m =>
            {
                await Task.Yield();
                _last = m;
                Sender.Tell(Self);
            });
            Receive<string>(m => Sender.Tell($"{m} {_last}"));
        }
    }
}
