using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class NoImplicitSenderTests : TestKit.TestKit, INoImplicitSender
{
    [Fact]
    public void Nobody_IsTheSender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("m");
        probe.ExpectMsg("m");
        Assert.Equal(Sys.DeadLetters, probe.Sender);
    }
}
