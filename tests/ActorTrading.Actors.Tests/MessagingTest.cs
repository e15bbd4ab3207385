using ActorTrading.Actors.Event;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests;

public sealed class MessagingTest : TestKit.TestKit
{
    [Fact]
    public async Task Ask_ReplyOfWrongType_Faults()
    {
        var echo = Echo();

        await Assert.ThrowsAsync<ArgumentException>(() => echo.Ask<int>("text"));
        Assert.Equal("text", await echo.Ask<string>("text"));
        Assert.Equal("text", await echo.Ask("text"));
    }

    [Fact]
    public async Task Ask_StatusFailure_FaultsWithItsCause()
    {
        var cause = new InvalidOperationException("no");

        var seen = await Assert.ThrowsAsync<InvalidOperationException>(() => Echo().Ask<string>(new Status.Failure(cause)));

        Assert.Same(cause, seen);
    }

    [Fact]
    public async Task Ask_NoReply_TimesOutOrIsCancelled_AndLateRepliesAreDeadLetters()
    {
        var probe = CreateTestProbe();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("a", TimeSpan.FromMilliseconds(20)));
        var asked = probe.Ref.Ask<string>("b", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        probe.ExpectMsg("a");
        EventFilter.DeadLetter<string>().ExpectOne(() => probe.Reply("late"));
    }

    [Fact]
    public void Tell_Null_Throws() => Assert.Throws<InvalidMessageException>(() => TestActor.Tell(null!));

    [Fact]
    public void Tell_StoppedActor_IsADeadLetter()
    {
        var echo = Echo();
        Watch(echo);
        Sys.Stop(echo);
        ExpectTerminated(echo);
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);

        echo.Tell("x", TestActor);

        Assert.Equal(new DeadLetter("x", TestActor, echo), ExpectMsg<DeadLetter>());
    }

    [Fact]
    public async Task PipeTo_SendsResultOrFailure()
    {
        await Task.FromResult(5).PipeTo(TestActor, success: n => n + 1);
        ExpectMsg(6);

        await Task.FromException<int>(new InvalidOperationException("x")).PipeTo(TestActor);
        Assert.Equal("x", ExpectMsg<Status.Failure>().Cause!.Message);

        await Task.FromException(new InvalidOperationException("y")).PipeTo(TestActor, failure: e => e.Message);
        ExpectMsg("y");
    }

    [Fact]
    public void Forward_KeepsTheSender()
    {
        var target = CreateTestProbe();
        var forwarder = Sys.ActorOf(Props.CreateBy(() => new Lambda((m, _) => target.Ref.Forward(m))));

        forwarder.Tell("x", TestActor);

        target.ExpectMsgFrom<string>(TestActor);
    }

    [Fact]
    public void ReceiveAsync_HoldsFurtherMessagesBack_AndKeepsContext()
    {
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.CreateBy(() => new Waiter(gate.Task)));
        actor.Tell("wait", TestActor);
        actor.Tell("next", TestActor);
        ExpectMsg("started");
        ExpectNoMsg();

        gate.SetResult("done");

        ExpectMsg("done from " + TestActor.Path.Name);
        ExpectMsg("next");
    }

    [Fact]
    public void ReceiveAsync_Failure_GoesToTheSupervisor()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Waiter(FailLater())));

        EventFilter.Exception<InvalidOperationException>("later").ExpectOne(() => actor.Tell("wait", TestActor));
        ExpectMsg("started");
        actor.Tell("next", TestActor);

        ExpectMsg("next");

        static async Task<string> FailLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }
    }

    [Fact]
    public void Stash_UnstashAll_KeepsOrder_AheadOfTheMailbox()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Opener()));
        foreach (var message in new[] { "1", "2", "3", "open", "4" })
        {
            actor.Tell(message, TestActor);
        }

        Assert.Equal(["1", "2", "3", "4"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void Stash_SameMessageTwice_Throws_ButTheSameObjectSentTwiceDoesNot()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Opener()));
        const string same = "same";
        actor.Tell(same, TestActor);
        actor.Tell(same, TestActor);

        actor.Tell("twice", TestActor);
        ExpectMsg<IllegalActorStateException>();
        actor.Tell("open", TestActor);

        Assert.Equal(["same", "same", "twice"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void Stash_SurvivesARestart()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Opener()));
        actor.Tell("1", TestActor);
        actor.Tell(new InvalidOperationException("fail"), TestActor);
        actor.Tell("2", TestActor);
        actor.Tell("open", TestActor);

        Assert.Equal(["1", "2"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void Become_Unbecome_FollowTheStack()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Moods()));
        foreach (var message in new[] { "?", "+", "?", "+", "?", "-", "?", "-", "?", "-", "?" })
        {
            actor.Tell(message, TestActor);
        }

        Assert.Equal(["0", "1", "2", "1", "0", "0"], ReceiveN(6).Cast<string>());
    }

    [Fact]
    public void EventStream_DeliversBySubtype()
    {
        Sys.EventStream.Subscribe<IReadOnlyCollection<int>>(TestActor);
        Sys.EventStream.Publish("not this");
        Sys.EventStream.Publish(new List<int> { 1 });

        ExpectMsg<List<int>>();
        Sys.EventStream.Unsubscribe(TestActor);
        Sys.EventStream.Publish(new List<int> { 2 });
        ExpectNoMsg(20);
    }

    [Fact]
    public void ManySenders_NothingIsLost_AndEachSendersOrderIsKept()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), counts =>
        {
            var senders = counts.Take(4).Select(c => c * 20).ToArray();
            var total = senders.Sum();
            var seen = new TaskCompletionSource<List<(int Sender, int Number)>>(TaskCreationOptions.RunContinuationsAsynchronously);
            var all = new List<(int, int)>(total);
            var actor = Sys.ActorOf(Props.CreateBy(() => new Lambda((m, _) =>
            {
                if (m is (int, int))
                {
                    all.Add(((int, int))m);
                }

                if (all.Count == total)
                {
                    seen.TrySetResult(all);
                }
            })));
            actor.Tell("start");
            Parallel.For(0, senders.Length, s =>
            {
                for (var i = 0; i < senders[s]; i++)
                {
                    actor.Tell((s, i), ActorRefs.NoSender);
                }
            });
            Assert.True(((IAsyncResult)seen.Task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(5)));
            return senders.Select((count, s) => (count, s)).All(x =>
                all.Where(m => m.Item1 == x.s).Select(m => m.Item2).SequenceEqual(Enumerable.Range(0, x.count)));
        }).QuickCheckThrowOnFailure();
    }

    private IActorRef Echo(string? name = null) => Sys.ActorOf(Props.CreateBy(() => new Lambda((m, from) => from.Tell(m))), name);

    internal sealed class Lambda(Action<object, IActorRef> onMessage) : UntypedActor
    {
        protected override void OnReceive(object message) => onMessage(message, Sender);
    }

    private sealed class Waiter : ReceiveActor
    {
        public Waiter(Task<string> gate)
        {
            ReceiveAsync<string>(s => s == "wait", async _ =>
            {
                Sender.Tell("started");
                var text = await gate;
                Context.Sender.Tell($"{text} from {Sender.Path.Name}", Self);
            });
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    private sealed class Opener : ReceiveActor, IWithUnboundedStash
    {
        public Opener()
        {
            Receive<string>(s => s == "open", _ =>
            {
                Become(() => Receive<string>(m => Sender.Tell(m)));
                Stash.UnstashAll();
            });
            Receive<string>(s => s == "twice", _ =>
            {
                Stash.Stash();
                Sender.Tell(Assert.Throws<IllegalActorStateException>(() => Stash.Stash()));
            });
            Receive<Exception>(e => throw e);
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Moods : ReceiveActor
    {
        public Moods()
        {
            Level(0);
        }

        private void Level(int n)
        {
            Receive<string>(s => s == "?", _ => Sender.Tell($"{n}"));
            Receive<string>(s => s == "+", _ => BecomeStacked(() => Level(n + 1)));
            Receive<string>(s => s == "-", _ => UnbecomeStacked());
        }
    }
}
