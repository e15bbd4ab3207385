namespace ActorTrading.Actors.Tests.Receiving;

public sealed class ReceiveAsyncTests : TestKit.TestKit
{
    [Fact]
    public void EveryOverload_ReachesItsHandler()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.OnAsync<int>(i => Later(me, $"int<5 {i}"), i => i < 5);
            me.OnAsync<int>(i => i < 10, i => Later(me, $"int<10 {i}"));
            me.OnAsync<int>(i => Later(me, $"int {i}"));
            me.OnTypeAsync(typeof(string), s => Later(me, $"short {s}"), s => ((string)s).Length < 2);
            me.OnTypeAsync(typeof(string), s => ((string)s).Length < 3, s => Later(me, $"middle {s}"));
            me.OnTypeAsync(typeof(string), s => Later(me, $"string {s}"));
            me.OnAnyAsync(m => Later(me, $"any {m}"));
        }));

        foreach (var message in new object[] { 1, 5, 10, "a", "bb", "ccc", 'x' })
        {
            actor.Tell(message, TestActor);
        }

        Assert.Equal(["int<5 1", "int<10 5", "int 10", "short a", "middle bb", "string ccc", "any x"], ReceiveN(7).Cast<string>());
    }

    [Fact]
    public void AfterAnAwait_SelfSenderAndContextAreThoseOfTheMessage()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAnyAsync(async _ =>
        {
            var (self, sender, parent) = (me.Me, me.From, Improviser.Ctx.Parent);
            await Task.Yield();
            Assert.Same(self, me.Me);
            Assert.Same(self, Improviser.Ctx.Self);
            Assert.Same(sender, me.From);
            Assert.Same(parent, Improviser.Ctx.Parent);
            var reply = await Improviser.Ctx.ActorOf(Improviser.Of(child => child.OnAny(m => child.From.Tell(m)))).Ask<string>("from a child");
            me.From.Tell(reply);
        })));

        actor.Tell("x", TestActor);

        ExpectMsg("from a child");
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void TasksStartedInside_RunAfterTheHandler_NeverBesideIt()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAnyAsync(async _ =>
        {
            var inside = true;
            var other = Task.Yield().GetAwaiter();
            other.OnCompleted(() => me.From.Tell(inside ? "beside" : "after"));
            var done = Task.Factory.StartNew(() => inside);
            inside = false;
            Assert.False(await done);
            me.From.Tell("done");
        })));

        actor.Tell("x", TestActor);

        Assert.Equal(["after", "done"], ReceiveN(2).Cast<string>().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failure_GoesToTheSupervisor_WithTheMessageThatFailed(bool atOnce)
    {
        var actor = Sys.ActorOf(Improviser.Of(
            me => me.OnAsync<string>(async s =>
            {
                if (!atOnce)
                {
                    await Task.Yield();
                }

                throw new InvalidOperationException(s);
            }),
            me => me.From.Tell(me.FailedOn!)));

        EventFilter.Exception<InvalidOperationException>("wrong").ExpectOne(() => actor.Tell("wrong", TestActor));

        ExpectMsg("wrong");
    }

    [Fact]
    public void Cancellation_IsAFailure()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAsync<string>(_ => Task.FromCanceled(new CancellationToken(canceled: true)))));

        EventFilter.Exception<TaskCanceledException>().ExpectOne(() => actor.Tell("x"));
    }

    [Fact]
    public void CaughtException_DoesNotRestart()
    {
        var actor = Sys.ActorOf(Improviser.Of(
            me =>
            {
                me.OnAsync<string>(async s =>
                {
                    var thrown = await Record.ExceptionAsync(() => Task.Factory.StartNew(() => throw new InvalidOperationException(s)));
                    me.From.Tell(thrown!.Message);
                });
            },
            _ => TestActor.Tell("restarted")));

        actor.Tell("x", TestActor);

        ExpectMsg("x");
        ExpectNoMsg(20);
    }

    [Fact]
    public void Stop_DuringAnAwait_EndsTheActorAtOnce_AndTheRestIsDeadLetters()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Waiting(gate.Task));
        actor.Tell("wait", TestActor);
        ExpectMsg("waiting");
        Watch(actor);

        EventFilter.DeadLetter<string>().ExpectOne(() =>
        {
            actor.Tell("never handled", TestActor);
            Sys.Stop(actor);
            ExpectTerminated(actor);
        });
        gate.SetResult();

        ExpectNoMsg(20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PoisonPillAndKill_DuringAnAwait_WaitForItsEnd(bool pill)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Waiting(gate.Task));
        actor.Tell("wait", TestActor);
        ExpectMsg("waiting");
        Watch(actor);

        actor.Tell(pill ? PoisonPill.Instance : Kill.Instance);
        ExpectNoMsg(20);
        gate.SetResult();

        ExpectMsg("done");
        ExpectTerminated(actor);
    }

    [Fact]
    public void FailureOfAChild_DuringAnAwait_IsHandledMeanwhile()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAsync<string>(async _ =>
        {
            var child = Improviser.Ctx.ActorOf(Improviser.Of(
                c => c.On<string>(s => c.From.Tell(s == "fail" ? throw new InvalidOperationException("child") : s)),
                c => TestActor.Tell("child restarts")));
            me.From.Tell(child);
            await gate.Task;
            me.From.Tell("done", me.Me);
        })));
        actor.Tell("wait", TestActor);
        var child = ExpectMsg<IActorRef>();

        child.Tell("fail", TestActor);
        child.Tell("again", TestActor);

        ExpectMsg("child restarts");
        ExpectMsg("again");
        gate.SetResult();
        ExpectMsg("done");
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void RunTask_Twice_HoldsFurtherMessagesBack_UntilBothAreDone()
    {
        TaskCompletionSource[] gates = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(s => s == "run", _ =>
            {
                foreach (var gate in gates)
                {
                    me.Run(async () =>
                    {
                        await gate.Task;
                        me.From.Tell("one");
                    });
                }
            });
            me.OnAny(m => me.From.Tell(m));
        }));
        actor.Tell("run", TestActor);
        actor.Tell("next", TestActor);

        gates[1].SetResult();
        ExpectMsg("one");
        ExpectNoMsg(20);
        gates[0].SetResult();

        ExpectMsg("one");
        ExpectMsg("next");
    }

    [Fact]
    public void RunTask_WhoseFirstTaskFails_Restarts()
    {
        var actor = Sys.ActorOf(Improviser.Of(
            me => me.On<string>(s => s == "run", _ =>
            {
                me.Run(static async () =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("first");
                });
                me.Run(static async () => await Task.Yield());
            }),
            _ => TestActor.Tell("restarted")));

        actor.Tell("run");

        ExpectMsg("restarted");
    }

    [Fact]
    public void ManyMessages_AreHandledOneAfterTheOther()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAsync<int>(async i =>
        {
            me.From.Tell($"{i} in");
            await Task.Yield();
            me.From.Tell($"{i} out");
        })));
        for (var i = 0; i < 50; i++)
        {
            actor.Tell(i, TestActor);
        }

        Assert.Equal(Enumerable.Range(0, 50).SelectMany(i => new[] { $"{i} in", $"{i} out" }), ReceiveN(100).Cast<string>());
    }

    private static Props Waiting(Task gate) => Improviser.Of(me =>
    {
        me.OnAsync<string>(s => s == "wait", async _ =>
        {
            me.From.Tell("waiting");
            await gate;
            me.From.Tell("done");
        });
        me.OnAny(m => me.From.Tell(m));
    });

    private static async Task Later(Improviser me, string text)
    {
        await Task.Yield();
        me.From.Tell(text);
    }
}
