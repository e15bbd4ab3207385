using ActorTrading.Actors.Dsl;

namespace ActorTrading.Actors.Tests.Dsl;

public sealed class ActTests : TestKit.TestKit
{
    [Fact]
    public void Handlers_AreTriedInOrder_AndSeeTheContext()
    {
        var actor = ActorOf(act =>
        {
            act.Receive<int>(n => n < 0, (n, context) => context.Sender.Tell($"negative {n}"));
            act.Receive<int>((n, context) => context.Sender.Tell($"small {n}"), n => n < 10);
            act.Receive<int>((n, context) => context.Sender.Tell($"{context.Self.Path.Name} {n}"));
            act.ReceiveAsync<string>(async (s, context) =>
            {
                await Task.Yield();
                context.Sender.Tell($"later {s}");
            });
            act.ReceiveAny((message, context) => context.Sender.Tell($"any {message}"));
        }, "numbers");

        foreach (var message in new object[] { -1, 3, 40, "x", 1.5 })
        {
            actor.Tell(message);
        }

        Assert.Equal(["negative -1", "small 3", "numbers 40", "later x", "any 1.5"], ReceiveN(5));
    }

    [Fact]
    public void Hooks_TakeThePlaceOfTheDefaults_WhichCanStillBeCalled()
    {
        var actor = ActorOf(act =>
        {
            act.OnPreStart = _ => TestActor.Tell("preStart");
            act.OnPreRestart = (cause, message, context) =>
            {
                TestActor.Tell($"preRestart {cause.Message} {message} {context.Sender.Equals(TestActor)}");
                act.DefaultPreRestart(cause, message);
            };
            act.OnPostRestart = (_, _) => TestActor.Tell("postRestart");
            act.OnPostStop = _ => TestActor.Tell("postStop");
            act.Receive<string>((s, _) => throw new InvalidOperationException(s + "!"));
        });
        ExpectMsg("preStart");

        actor.Tell("boom", TestActor);

        Assert.Equal(["preRestart boom! boom True", "postStop", "postRestart"], ReceiveN(3));
    }

    [Fact]
    public void Strategy_IsForTheChildren()
    {
        var parent = ActorOf(act =>
        {
            act.Strategy = new OneForOneStrategy(static _ => Directive.Stop);
            var child = act.ActorOf(static c => c.Receive<string>(static (s, _) => throw new InvalidOperationException(s)), "child");
            Watch(child);
            act.ReceiveAny((message, _) => child.Forward(message));
        });

        parent.Tell("boom");

        ExpectMsg<Terminated>(t => t.ActorRef.Path.Name == "child" && t.ActorRef.Path.Parent.Equals(parent.Path));
    }

    [Fact]
    public void Become_Takes_EveryMessage_AndUnbecomeGoesBack()
    {
        var actor = Sys.ActorOf(act =>
        {
            act.Receive<string>(s => s == "swap", (_, _) => act.BecomeStacked((message, context) =>
            {
                context.Sender.Tell($"swapped {message}");
                act.UnbecomeStacked();
            }));
            act.Receive<string>((s, context) => context.Sender.Tell(s));
        });

        foreach (var message in new[] { "a", "swap", "b", "c" })
        {
            actor.Tell(message, TestActor);
        }

        Assert.Equal(["a", "swapped b", "c"], ReceiveN(3));
    }
}
