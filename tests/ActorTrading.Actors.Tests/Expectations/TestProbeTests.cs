using ActorTrading.Actors.TestKit;
using ActorTrading.Actors.TestKit.TestActors;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class TestProbeTests : TestKit.TestKit
{
    [Fact]
    public void Send_Reply_Forward()
    {
        var (one, two) = (CreateTestProbe("one"), CreateTestProbe());
        two.Send(one.Ref, "ask");
        one.ExpectMsg("ask");
        Assert.Equal(two.Ref, one.Sender);
        one.Reply("answer");
        two.ExpectMsgFrom(one.Ref, "answer");

        one.Forward(two.Ref);
        Assert.Equal("ask", two.ExpectMsg<string>());
        Assert.Equal(two.Ref, two.Sender);
        one.Forward(two, "other");
        two.ExpectMsg("other");
    }

    [Fact]
    public void Probe_StandsForItsActor()
    {
        var probe = CreateTestProbe();
        var actor = ActorOf(ForwardActor.Props(probe));

        actor.Tell("m", probe);
        probe.ExpectMsg("m");
        Assert.Equal(probe.Ref, probe.Sender);
        Assert.True(probe.Equals(probe.Ref) && probe.Ref.Equals(probe));
        Assert.Equal(probe.Ref.GetHashCode(), probe.GetHashCode());
        Watch(probe);
        Sys.Stop(probe);
        ExpectTerminated(probe);
    }

    [Fact]
    public async Task Ask_AnsweredByReply()
    {
        var probe = CreateTestProbe();
        var answer = probe.Ask<string>("question", TimeSpan.FromSeconds(3));
        probe.ExpectMsg("question");
        probe.Reply("answer");

        Assert.Equal("answer", await answer);
    }

    [Fact]
    public void AutoPilot_RunsBeforeTheMessageIsSeen_UntilItEnds()
    {
        var probe = CreateTestProbe();
        var left = 2;
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"{message}!", ActorRefs.NoSender);
            return --left == 0 ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        foreach (var message in new[] { "a", "b", "c" })
        {
            probe.Tell(message, TestActor);
        }

        Assert.Equal(["a!", "b!"], ReceiveN(2));
        ExpectNoMsg(20);
        Assert.Equal(["a", "b", "c"], probe.ReceiveN(3));
    }

    [Fact]
    public void ChildActorOf_SupervisedByTheTestActor()
    {
        var stopped = ChildActorOf<Failing>("child");
        Assert.Equal(TestActor.Path / "child", stopped.Path);
        Watch(stopped);
        stopped.Tell("x");
        ExpectTerminated(stopped);

        var restarted = CreateTestProbe().ChildActorOf<Failing>(new OneForOneStrategy(static _ => Directive.Restart));
        restarted.Tell("x", TestActor);
        restarted.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();
        Assert.Throws<InvalidActorNameException>(() =>
        {
            ChildActorOf(BlackHoleActor.Props, "same");
            ChildActorOf(BlackHoleActor.Props, "same");
        });
    }

    [Fact]
    public void TestActors_EchoBlackHoleUnhandled()
    {
        var echo = ActorOf(EchoActor.Props(this, echoBackToSenderAsWell: false));
        echo.Tell("m", CreateTestProbe());
        ExpectMsg("m");
        Sys.EventStream.Subscribe<Event.UnhandledMessage>(TestActor);
        ActorOf(UnhandledMessageActor.Props).Tell("strange");
        Assert.Equal("strange", ExpectMsg<Event.UnhandledMessage>().Message);
    }

    [Fact]
    public void CreateTestActor_SharesTheQueue()
    {
        CreateTestActor("second").Tell("m");
        ExpectMsg("m");
    }

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new FormatException("bad");
    }
}
