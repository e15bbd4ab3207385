using ActorTrading.Actors.TestKit.TestActors;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class ImplicitSenderTests : TestKit.TestKit
{
    [Fact]
    public void TestActor_IsTheSender_OfWhatTheTestTells()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("m");
        probe.ExpectMsg("m");
        Assert.Equal(TestActor, probe.Sender);
        Sys.ActorSelection(probe.Ref.Path).Tell("s");
        probe.ExpectMsgFrom(TestActor, "s");
    }

    [Fact]
    public async Task StaysSo_AfterAwaits()
    {
        var echo = ActorOf(ForwardActor.Props(CreateTestProbe()));
        await Task.Yield();
        await Task.Delay(1, TestContext.Current.CancellationToken);
        await Task.Run(() => echo.Tell(new Identify(1)), TestContext.Current.CancellationToken);
        await ExpectMsgAsync<ActorIdentity>(cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void InsideAnActor_TheActorIsTheSender()
    {
        var probe = CreateTestProbe();
        var actor = ActorOfAsTestActorRef(() => new Teller(probe));
        actor.Tell("m");
        probe.ExpectMsgFrom(actor, "told");
    }

    private sealed class Teller : UntypedActor
    {
        private readonly IActorRef _target;

        public Teller(IActorRef target)
        {
            _target = target;
        }

        protected override void OnReceive(object message) => _target.Tell("told");
    }
}
