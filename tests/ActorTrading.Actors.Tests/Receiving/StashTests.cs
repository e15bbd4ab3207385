using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Receiving;

public sealed class StashTests : TestKit.TestKit
{
    [Fact]
    public void Capacity_BoundsTheStash_AndOneMoreThrows()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.On<string>(s =>
        {
            var error = Record.Exception(me.Stash.Stash);
            me.From.Tell(error?.GetType().Name ?? $"{me.Stash.Count} of {me.Stash.Capacity} full {me.Stash.IsFull}");
        })).WithStashCapacity(2));

        for (var i = 0; i < 3; i++)
        {
            actor.Tell($"{i}", TestActor);
        }

        Assert.Equal(["1 of 2 full False", "2 of 2 full True", nameof(StashOverflowException)], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void UnboundedStash_IgnoresTheCapacity()
    {
        var actor = Sys.ActorOf(Props.Create<Hoarder>().WithStashCapacity(1));
        actor.Tell("a", TestActor);
        actor.Tell("b", TestActor);

        Assert.Equal([(-1, 1, false), (-1, 2, false)], ReceiveN(2).Cast<(int, int, bool)>());
        actor.Tell(1, TestActor);
        ExpectMsg((-1, 1, false));
    }

    [Fact]
    public void Stash_WithoutAMessage_FailsTheStart()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
            Sys.ActorOf(Improviser.Of(me => me.OnStart = static m => m.Stash.Stash())));
    }

    [Fact]
    public void Stash_WhileTheNewInstanceStarts_DoesNotTakeTheMessageThatFailed()
    {
        var starts = 0;
        EventFilter.Exception<PostRestartException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Improviser.Of(me =>
            {
                me.OnStart = m =>
                {
                    if (starts++ > 0)
                    {
                        m.Stash.Stash();
                    }
                };
                me.OnAny(_ => throw new InvalidOperationException("fail"));
            }));
            actor.Tell("x");
        });
    }

    [Fact]
    public void EqualMessages_AreStashedEach()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.On<Same>(_ =>
        {
            me.Stash.Stash();
            me.From.Tell(me.Stash.Count);
        })));

        actor.Tell(new Same("A"), TestActor);
        actor.Tell(new Same("A"), TestActor);

        Assert.Equal([1, 2], ReceiveN(2).Cast<int>());
    }

    [Fact]
    public void Unstash_BringsTheOldestBack_AndAPredicateThrowsTheRestAway()
    {
        var actor = Sys.ActorOf(Opener(me => me.Stash.Unstash()));
        Send(actor, "1", "2", "open");
        ExpectMsg("1");
        ExpectNoMsg(20);

        var second = Sys.ActorOf(Opener(me => me.Stash.UnstashAll(e => e.Message is not "2")));
        Send(second, "1", "2", "3", "open");
        Assert.Equal(["1", "3"], ReceiveN(2).Cast<string>());
        ExpectNoMsg(20);
    }

    [Fact]
    public void ClearStash_ReturnsWhatWasThere_AndPrependPutsInFront()
    {
        var actor = Sys.ActorOf(Opener(me =>
        {
            var all = me.Stash.ClearStash().ToArray();
            Assert.True(me.Stash.IsEmpty);
            me.Stash.Prepend([all[1]]);
            me.Stash.Prepend([new Envelope("new", all[0].Sender), all[0]]);
            Assert.True(me.Stash.NonEmpty);
            me.Stash.UnstashAll();
        }));

        Send(actor, "1", "2", "open", "3");

        Assert.Equal(["new", "1", "2", "3"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void ClearStash_BeforeARestart_LosesWhatWasStashed()
    {
        var actor = Sys.ActorOf(Improviser.Of(
            me =>
            {
                me.On<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
                me.On<string>(s => s.StartsWith('s'), _ => me.Stash.Stash());
                me.On<string>(s => me.From.Tell(s));
            },
            me => me.Stash.ClearStash()));

        Send(actor, "s1", "s2", "fail", "bounce");

        ExpectMsg("bounce");
        ExpectNoMsg(20);
    }

    [Fact]
    public void Stop_SendsWhatIsStashedToDeadLetters()
    {
        var actor = Sys.ActorOf(Opener(static _ => { }));
        Send(actor, "1", "2");
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);

        actor.Tell(PoisonPill.Instance);

        Assert.Equal(new DeadLetter("1", TestActor, actor), ExpectMsg<DeadLetter>());
        Assert.Equal(new DeadLetter("2", TestActor, actor), ExpectMsg<DeadLetter>());
    }

    [Fact]
    public void Terminated_CanBeStashed()
    {
        Sys.ActorOf(Improviser.Of(me =>
        {
            var stashed = false;
            var child = Improviser.Ctx.Watch(Improviser.Ctx.ActorOf(Improviser.Of(static _ => { })));
            Improviser.Ctx.Stop(child);
            me.On<Terminated>(t =>
            {
                TestActor.Tell(stashed ? "again" : "first");
                if (!stashed)
                {
                    stashed = true;
                    me.Stash.Stash();
                    me.Stash.UnstashAll();
                }
            });
        }));

        ExpectMsg("first");
        ExpectMsg("again");
    }

    private static Props Opener(Action<Improviser> open) => Improviser.Of(me =>
    {
        me.On<string>(s => s == "open", _ =>
        {
            me.Turn(() => me.On<string>(s => me.From.Tell(s)));
            open(me);
        });
        me.OnAny(_ => me.Stash.Stash());
    });

    private void Send(IActorRef actor, params string[] messages)
    {
        foreach (var message in messages)
        {
            actor.Tell(message, TestActor);
        }
    }

    private sealed record Same(string Cargo);

    private sealed class Hoarder : UntypedActorWithUnboundedStash
    {
        protected override void OnReceive(object message)
        {
            if (message is string)
            {
                Stash.Stash();
            }
            else
            {
                Become(static _ => { });
                Stash.Unstash();
            }

            Sender.Tell((Stash.Capacity, Stash.Count, Stash.IsFull));
        }
    }
}
