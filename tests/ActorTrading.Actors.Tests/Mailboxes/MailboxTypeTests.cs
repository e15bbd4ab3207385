using ActorTrading.Actors.Dispatch;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Mailboxes;

public sealed class MailboxTypeTests : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;
    private readonly ManualResetEventSlim _gate = new();

    public MailboxTypeTests()
        : this(new ManualTimeProvider())
    {
    }

    private MailboxTypeTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions
        {
            TimeProvider = clock,
            Mailboxes = new Dictionary<string, MailboxType>
            {
                ["strict"] = new BoundedMailbox(2, TimeSpan.Zero),
                ["patient"] = new BoundedMailbox(2, TimeSpan.FromSeconds(1)),
                ["by length"] = new ByLength(),
                ["numbers"] = new ByNumber(),
                ["wrapped"] = new Wrapping(),
            },
        })
    {
        _clock = clock;
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
    }

    [Fact]
    public void Bounded_WithoutPushTimeout_RefusesAtOnce()
    {
        var actor = Held("strict");

        Send(actor, "1", "2", "3");

        Assert.Equal(new DeadLetter("3", TestActor, actor), ExpectMsg<DeadLetter>());
        _gate.Set();
        Assert.Equal(["1", "2"], ReceiveN(2));
    }

    [Fact]
    public void Bounded_FullSubscriberOfDeadLetters_MakesNoFurtherOnes()
    {
        var full = Held("strict");
        Sys.EventStream.Subscribe<DeadLetter>(full);
        Send(full, "1", "2");

        Sys.DeadLetters.Tell("lost", TestActor);

        Assert.Equal("lost", ExpectMsg<DeadLetter>().Message);
        _gate.Set();
        Assert.Equal(["1", "2"], ReceiveN(2));
    }

    [Fact]
    public void Bounded_WithPushTimeout_KeepsTheOrderOfThoseThatWait()
    {
        var actor = Held("patient");

        Send(actor, "1", "2", "3", "4");
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        ExpectNoMsg(20);
        _gate.Set();

        Assert.Equal(["1", "2", "3", "4"], ReceiveN(4));
        _clock.Advance(TimeSpan.FromSeconds(5));
        ExpectNoMsg(20);
    }

    [Fact]
    public void Bounded_WhoWaitsTooLong_IsADeadLetter_AndOneMoreThanMayWaitAtOnce()
    {
        var actor = Held("patient");
        Send(actor, "1", "2", "3");
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Send(actor, "4", "5");
        Assert.Equal("5", ExpectMsg<DeadLetter>().Message);

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("3", ExpectMsg<DeadLetter>().Message);
        ExpectNoMsg(20);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("4", ExpectMsg<DeadLetter>().Message);

        _gate.Set();
        Assert.Equal(["1", "2"], ReceiveN(2));
    }

    /// <summary>Whether a message found room, waited or was refused: those that came are in their sender's order, and none is gone without a trace.</summary>
    [Fact]
    public async Task Bounded_ManySenders_EachMessageArrivesInOrderOrIsADeadLetter()
    {
        const int senders = 4;
        const int each = 20_000;
        var lost = 0;
        var letters = Sys.ActorOf(Improviser.Of(me => me.On<DeadLetter>(_ => Interlocked.Increment(ref lost))));
        Sys.EventStream.Unsubscribe(TestActor);
        Sys.EventStream.Subscribe<DeadLetter>(letters);
        var next = new int[senders];
        var arrived = 0;
        var disorder = 0;
        var actor = Sys.ActorOf(Improviser.Of(me => me.On<(int Sender, int Number)>(m =>
        {
            disorder += m.Number < next[m.Sender] ? 1 : 0;
            next[m.Sender] = m.Number + 1;
            Interlocked.Increment(ref arrived);
        })).WithMailbox("patient"));

        await Task.WhenAll(Enumerable.Range(0, senders).Select(s => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                actor.Tell((s, i), ActorRefs.NoSender);
            }
        })));

        AwaitCondition(() => Volatile.Read(ref arrived) + Volatile.Read(ref lost) == senders * each, TimeSpan.FromSeconds(20));
        Assert.Equal(0, disorder);
        Assert.True(arrived > 2);
    }

    [Fact]
    public void Bounded_StoppedActor_SendsAllOfThemToDeadLetters()
    {
        var actor = Held("patient");
        Send(actor, "1", "2", "3");
        Sys.Stop(actor);

        _gate.Set();

        Assert.Equal(["1", "2", "3"], ReceiveN(3).Select(static m => ((DeadLetter)m).Message));
        _clock.Advance(TimeSpan.FromSeconds(5));
        ExpectNoMsg(20);
    }

    [Fact]
    public void Bounded_ActorThatFloodsItself_IsNotBlocked()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(_ =>
            {
                for (var i = 0; i < 5; i++)
                {
                    me.Me.Tell(i);
                }
            });
            me.On<int>(i => TestActor.Tell(i));
        }).WithMailbox("patient"));

        actor.Tell("flood");

        Assert.Equal(4, ExpectMsg<DeadLetter>().Message);
        Assert.Equal([0, 1, 2, 3], ReceiveN(4));
    }

    [Fact]
    public void Bounded_ImpossibleSettings_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedMailbox(0, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedMailbox(1, TimeSpan.FromSeconds(-1)));
        Assert.Equal((1000, TimeSpan.FromSeconds(10)), (new BoundedMailbox().Capacity, new BoundedMailbox().PushTimeOut));
    }

    [Theory]
    [InlineData("")]
    [InlineData("akka.actor.default-mailbox")]
    [InlineData("akka.actor.mailbox.unbounded-deque-based")]
    [InlineData("akka.actor.mailbox.bounded-queue-based")]
    [InlineData("wrapped")]
    public void FirstInFirstOut_UnderEveryOtherName(string name)
    {
        var actor = Held(name);

        Send(actor, "1", "2", "3");
        _gate.Set();

        Assert.Equal(["1", "2", "3"], ReceiveN(3));
    }

    [Fact]
    public void Priority_ComesFirst_AndEqualsKeepTheirOrder()
    {
        var actor = Held("by length");

        Send(actor, "ccc", "b1", "a", "b2", "dddd", "b3");
        _gate.Set();

        Assert.Equal(["a", "b1", "b2", "b3", "ccc", "dddd"], ReceiveN(6));
    }

    [Fact]
    public void Priority_WithStash_KeepsTheOrderStashed()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(s => s == "open", _ =>
            {
                me.Turn(() => me.OnAny(m => TestActor.Tell(m)));
                me.Stash.UnstashAll();
            });
            me.On<string>(s => s == "hold", _ => _gate.Wait(TimeSpan.FromSeconds(5)));
            me.OnAny(_ => me.Stash.Stash());
        }).WithMailbox("numbers"));
        actor.Tell("hold");
        foreach (var message in new object[] { 5, 3, int.MinValue, 4, "open" })
        {
            actor.Tell(message);
        }

        _gate.Set();

        Assert.Equal([int.MinValue, 3, 4, 5], ReceiveN(4));
    }

    [Fact]
    public void Priority_AnyNumbers_AreHandledInOrder() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers =>
    {
        var queue = new ByNumber().Create(TestActor, Sys);
        Parallel.ForEach(numbers, n => queue.Enqueue(TestActor, new Envelope(n, null)));
        var seen = new List<int>();
        while (queue.TryDequeue(out var envelope))
        {
            seen.Add((int)envelope.Message);
        }

        return !queue.HasMessages && seen.SequenceEqual(numbers.Order());
    }).QuickCheckThrowOnFailure();

    protected override void Dispose(bool disposing)
    {
        _gate.Set();
        base.Dispose(disposing);
        _gate.Dispose();
    }

    /// <summary>An actor that waits at the gate with its first message.</summary>
    private IActorRef Held(string mailbox)
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(s => s == "hold", _ =>
            {
                TestActor.Tell("holding");
                _gate.Wait(TimeSpan.FromSeconds(5));
            });
            me.OnAny(m => TestActor.Tell(m));
        }).WithMailbox(mailbox));
        actor.Tell("hold");
        ExpectMsg("holding");
        return actor;
    }

    private void Send(IActorRef actor, params string[] messages)
    {
        foreach (var message in messages)
        {
            actor.Tell(message, TestActor);
        }
    }

    private sealed class ByLength : UnboundedPriorityMailbox
    {
        protected override int PriorityGenerator(object message) => message.ToString()!.Length;
    }

    private sealed class ByNumber : UnboundedStablePriorityMailbox
    {
        protected override int PriorityGenerator(object message) => message is int number ? number : int.MaxValue;
    }

    private sealed class Wrapping : MailboxType
    {
        public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Wrapped(new UnboundedMailbox().Create(owner, system));

        private sealed class Wrapped(IMessageQueue inner) : IMessageQueue
        {
            public bool HasMessages => inner.HasMessages;

            public int Count => inner.Count;

            public void Enqueue(IActorRef receiver, Envelope envelope) => inner.Enqueue(receiver, envelope);

            public bool TryDequeue(out Envelope envelope) => inner.TryDequeue(out envelope);
        }
    }
}
