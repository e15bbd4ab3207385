using ActorTrading.Actors.Streams;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class ActorStreamTest : TestKit.TestKit
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Sink_TellsTheNextElementOnlyAfterTheAcknowledgement()
    {
        var probe = CreateTestProbe();
        var source = new WatchedSource(2);
        var run = source.Items().RunToActorRefWithAck(probe.Ref, "init", "ack", "complete");

        probe.ExpectMsg("init");
        probe.Reply("something else");
        probe.ExpectNoMsg(30);
        Assert.Equal(0, source.Given);
        probe.Reply("ack");
        probe.ExpectMsg(1);
        probe.ExpectNoMsg(30);
        probe.Reply("ack");
        probe.ExpectMsg(2);
        Assert.False(run.IsCompleted);
        probe.Reply("ack");
        probe.ExpectMsg("complete");
        await run;
    }

    [Fact]
    public async Task Sink_SourceFails_TellsTheActor()
    {
        var probe = CreateTestProbe();
        var run = new WatchedSource(1, new IOException("gone")).Items().RunToActorRefWithAck(probe.Ref, "init", "ack", "complete", static e => e.Message);

        probe.ExpectMsg("init");
        probe.Reply("ack");
        probe.ExpectMsg(1);
        probe.Reply("ack");
        probe.ExpectMsg("gone");
        await Assert.ThrowsAsync<IOException>(() => run);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sink_ActorStops_SourceIsCancelled(bool throughAnObjectThatStandsForIt)
    {
        var probe = CreateTestProbe();
        var source = new WatchedSource(0, neverEnds: true);
        var run = source.Items().RunToActorRefWithAck(throughAnObjectThatStandsForIt ? probe : probe.Ref, "init", "ack", "complete");
        probe.ExpectMsg("init");
        probe.Reply("ack");
        await ActorTrading.Tests.Eventually.TrueAsync(() => source.Running == 1, "the source runs");
        Sys.Stop(probe.Ref);

        await Assert.ThrowsAsync<WatchedActorTerminatedException>(() => run);
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Sink_Cancelled_TellsTheActorAndEnds()
    {
        var probe = CreateTestProbe();
        using var stop = new CancellationTokenSource();
        var run = new WatchedSource().Items().RunToActorRefWithAck(probe.Ref, "init", "ack", "complete", cancellationToken: stop.Token);
        probe.ExpectMsg("init");
        await stop.CancelAsync();

        probe.ExpectMsg<Status.Failure>(static f => Assert.IsAssignableFrom<OperationCanceledException>(f.Cause));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Ask_RepliesComeInTheOrderOfTheElements()
    {
        // Answers in pairs, the second first.
        var actor = Sys.ActorOf(Props.CreateBy(static () => new PairSwapper()));

        var replies = await new WatchedSource(100).Items().Ask<int, int>(actor, Wait, parallelism: 4).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 100).Select(static i => i * 10), replies);
    }

    [Fact]
    public async Task Ask_ActorStops_FailsAtOnce()
    {
        var probe = CreateTestProbe();
        var source = new WatchedSource();
        var run = source.Items().Ask<int, int>(probe.Ref, Timeout.InfiniteTimeSpan).ToListAsync().AsTask();
        probe.ExpectMsg(1);
        Sys.Stop(probe.Ref);

        await Assert.ThrowsAsync<WatchedActorTerminatedException>(() => run);
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Ask_StatusFailure_IsTheStreamsError()
    {
        var probe = CreateTestProbe();
        var run = new WatchedSource().Items().Ask<int, int>(probe.Ref, Wait, parallelism: 1).ToListAsync().AsTask();
        probe.ExpectMsg(1);
        probe.Reply(new Status.Failure(new IOException("no")));

        await Assert.ThrowsAsync<IOException>(() => run);
        probe.ExpectNoMsg(20);
    }

    private sealed class PairSwapper : UntypedActor
    {
        private (int Item, IActorRef Sender)? _first;

        protected override void OnReceive(object message)
        {
            if (_first is not { } first)
            {
                _first = ((int)message, Sender);
                return;
            }

            Sender.Tell((int)message * 10);
            first.Sender.Tell(first.Item * 10);
            _first = null;
        }
    }
}
