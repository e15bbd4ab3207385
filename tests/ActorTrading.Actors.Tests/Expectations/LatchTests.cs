using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class LatchTests : TestKit.TestKit
{
    [Fact]
    public void Latch_OpensWithTheLastCount_AndCanBeReset()
    {
        using var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(TimeSpan.FromMilliseconds(10)));
        latch.CountDown();
        latch.Ready();
        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();
        Assert.True(latch.IsOpen);
    }

    [Fact]
    public void Barrier_LetsAllThroughTogether_OrNobody()
    {
        using var barrier = CreateTestBarrier(2);
        var actor = ActorOf(Props.CreateBy(() => new Meeting(barrier)));
        actor.Tell("meet");
        barrier.Await();
        Assert.Throws<TimeoutException>(() => barrier.Await(TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void Shutdown_ThatTakesTooLong_IsAnErrorWhenAskedFor()
    {
        using var latch = CreateTestLatch();
        ActorOf(Props.CreateBy(() => new Stubborn(latch, TestActor))).Tell("x");
        ExpectMsg("busy");
        Assert.Throws<TimeoutException>(() => Shutdown(TimeSpan.FromMilliseconds(50), verifySystemShutdown: true));
        latch.Open();
        Shutdown(verifySystemShutdown: true);
        Assert.True(Sys.WhenTerminated.IsCompletedSuccessfully);
    }

    private sealed class Meeting(TestBarrier barrier) : UntypedActor
    {
        protected override void OnReceive(object message) => barrier.Await();
    }

    private sealed class Stubborn(TestLatch latch, IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            probe.Tell("busy");
            latch.Ready();
        }
    }
}
