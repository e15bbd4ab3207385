using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Receiving;

public sealed class ReceiveActorTests : TestKit.TestKit
{
    private interface IShape;

    [Fact]
    public void Message_WithoutAHandler_IsUnhandled()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        var actor = Sys.ActorOf(Improviser.Of(static _ => { }));

        actor.Tell("nobody wants it", TestActor);

        Assert.Equal(new UnhandledMessage("nobody wants it", TestActor, actor), ExpectMsg<UnhandledMessage>());
    }

    [Fact]
    public void Handlers_AreTriedInOrder_WithThePredicateBeforeOrAfter()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<int>(i => i < 5, i => me.From.Tell($"below 5: {i}"));
            me.On<int>(i => me.From.Tell($"below 10: {i}"), i => i < 10);
            me.On<int>(i =>
            {
                if (i < 15)
                {
                    me.From.Tell($"below 15: {i}");
                }

                return i < 15;
            });
            me.On<int>(i => me.From.Tell($"other: {i}"));
            me.On<int>(_ => me.From.Tell("never"));
            me.OnAny(m => me.From.Tell($"any: {m}"));
        }));

        Assert.Equal(["below 5: 4", "below 10: 9", "below 15: 14", "other: 15", "any: x"], Answers(actor, 4, 9, 14, 15, "x"));
    }

    [Fact]
    public void HandlersByType_AreTriedInOrder_WithThePredicateBeforeOrAfter()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.OnType(typeof(int), i => (int)i < 5, i => me.From.Tell($"below 5: {i}"));
            me.OnType(typeof(int), i => me.From.Tell($"below 10: {i}"), i => (int)i < 10);
            me.OnType(typeof(int), i =>
            {
                if ((int)i < 15)
                {
                    me.From.Tell($"below 15: {i}");
                }

                return (int)i < 15;
            });
            me.OnType(typeof(int), i => me.From.Tell($"other: {i}"), null);
            me.OnType(typeof(string), s => me.From.Tell($"string: {s}"));
        }));

        Assert.Equal(["below 5: 4", "below 10: 9", "below 15: 14", "other: 15", "string: x"], Answers(actor, 4, 9, 14, 15, "x"));
    }

    [Theory]
    [InlineData(true, "shape", "shape")]
    [InlineData(false, "square", "shape")]
    public void Handlers_OfAnInterface_TakeItsTypes_AndOrderDecides(bool interfaceFirst, string square, string circle)
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            if (interfaceFirst)
            {
                me.On<IShape>(_ => me.From.Tell("shape"));
            }

            me.On<Square>(_ => me.From.Tell("square"));
            me.On<IShape>(_ => me.From.Tell("shape"));
        }));

        Assert.Equal([square, circle], Answers(actor, new Square(), new Circle()));
    }

    [Fact]
    public void AfterAHandlerThatTakesEverything_NoneCanBeAdded()
    {
        Refuses(me => me.OnAny(_ => { }), allowed: false);
        Refuses(me => me.OnAnyAsync(_ => Task.CompletedTask), allowed: false);
        Refuses(me => me.On<object>(_ => { }), allowed: false);
        Refuses(me => me.OnType(typeof(object), _ => { }), allowed: false);
        Refuses(me => me.On<object>(_ => { }, _ => true), allowed: true);
        Refuses(me => me.OnType(typeof(object), _ => { }, _ => true), allowed: true);
        Refuses(me => me.On<object>(_ => false), allowed: true);
        Refuses(me => me.On<string>(_ => { }), allowed: true);
    }

    [Fact]
    public void Receive_WhileHandlingAMessage_Throws()
    {
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAny(_ => me.From.Tell(
            Assert.Throws<InvalidOperationException>(() => me.On<int>(_ => { })).Message))));

        actor.Tell("x", TestActor);

        Assert.Contains("when constructing the actor and inside Become()", ExpectMsg<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Become_InTheConstructor_Counts_AndUnbecomeReturnsToTheConstructorsHandlers()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(s => me.From.Tell("first " + s));
            me.TurnStacked(() =>
            {
                me.On<string>(s => s == "back", _ => me.TurnBack());
                me.On<string>(s => me.From.Tell("second " + s));
            });
        }));

        actor.Tell("a", TestActor);
        actor.Tell("back", TestActor);
        actor.Tell("b", TestActor);

        Assert.Equal(["second a", "first b"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void Become_ReplacesTheTop_AndNeverTheFirstBehaviour()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            void Level(string name)
            {
                me.On<string>(s => s == "become", _ => me.Turn(() => Level(name + "r")));
                me.On<string>(s => s == "push", _ => me.TurnStacked(() => Level(name + "p")));
                me.On<string>(s => s == "pop", _ => me.TurnBack());
                me.On<string>(_ => me.From.Tell(name));
            }

            Level("0");
        }));

        var seen = Answers(actor, ["become", "?", "push", "?", "become", "?", "pop", "?", "pop", "?", "pop", "?"], 6);

        Assert.Equal(["0r", "0rp", "0rpr", "0r", "0", "0"], seen);
    }

    [Fact]
    public void Become_WithoutAHandlerForTheMessage_IsUnhandled()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        var actor = Sys.ActorOf(Improviser.Of(me => me.On<string>(_ => me.Turn(() => me.On<int>(_ => { })))));

        actor.Tell("x");
        actor.Tell("y");

        Assert.Equal("y", ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void UntypedActor_SwitchesByMethod()
    {
        var actor = Sys.ActorOf(Props.Create<Light>());

        foreach (var message in new[] { "?", "switch", "?", "stack", "?", "unstack", "?" })
        {
            actor.Tell(message, TestActor);
        }

        Assert.Equal(["off", "on", "broken", "on"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void Restart_ReturnsToTheFirstBehaviour()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(s => s == "?", _ => me.From.Tell("first"));
            me.On<string>(_ => me.TurnStacked(() =>
            {
                me.On<string>(s => s == "?", _ => me.From.Tell("second"));
                me.On<string>(_ => throw new InvalidOperationException("fail"));
            }));
        }));

        Assert.Equal(["second", "first"], Answers(actor, ["switch", "?", "fail", "?"], 2));
    }

    private static void Refuses(Action<Improviser> first, bool allowed)
    {
        using var system = ActorSystem.Create("handlers");
        var done = new TaskCompletionSource();
        system.ActorOf(Improviser.Of(me =>
        {
            try
            {
                first(me);
                foreach (var next in new Action[]
                {
                    () => me.On<int>(_ => { }), () => me.On<int>(_ => true), () => me.OnType(typeof(int), _ => { }), () => me.OnType(typeof(int), _ => true),
                    () => me.OnAsync<int>(_ => Task.CompletedTask), () => me.OnTypeAsync(typeof(int), _ => Task.CompletedTask),
                    () => me.OnAnyAsync(_ => Task.CompletedTask), () => me.OnAny(_ => { }),
                })
                {
                    var error = Record.Exception(next);
                    Assert.Equal(!allowed, error is InvalidOperationException);
                    if (allowed)
                    {
                        break;
                    }
                }

                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }));
        Assert.True(((IAsyncResult)done.Task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(3)));
        Assert.Null(done.Task.Exception);
    }

    private IEnumerable<string> Answers(IActorRef actor, params object[] messages) => Answers(actor, messages, messages.Length);

    private IEnumerable<string> Answers(IActorRef actor, object[] messages, int count)
    {
        foreach (var message in messages)
        {
            actor.Tell(message, TestActor);
        }

        return ReceiveN(count).Cast<string>();
    }

    private sealed record Square : IShape;

    private sealed record Circle : IShape;

    private sealed class Light : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "?":
                    Sender.Tell("off");
                    break;
                case "switch":
                    Become(On);
                    break;
            }
        }

        private void On(object message)
        {
            switch (message)
            {
                case "?":
                    Sender.Tell("on");
                    break;
                case "stack":
                    Context.BecomeStacked(Broken);
                    break;
            }
        }

        private void Broken(object message)
        {
            if (message is "?")
            {
                Sender.Tell("broken");
            }
            else
            {
                UnbecomeStacked();
            }
        }
    }
}
