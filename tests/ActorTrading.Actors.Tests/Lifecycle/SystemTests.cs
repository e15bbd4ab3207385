using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Lifecycle;

public sealed class SystemTests : TestKit.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("")]
    [InlineData("hallo_welt")]
    [InlineData("-hallowelt")]
    [InlineData("hallo*welt")]
    [InlineData("hallo@welt")]
    [InlineData("hallo#welt")]
    [InlineData("hallo$welt")]
    [InlineData("hallo%welt")]
    [InlineData("hallo/welt")]
    public void BadName_IsRefused(string name) => Assert.Throws<ArgumentException>(nameof(name), () => ActorSystem.Create(name));

    [Fact]
    public async Task GoodName_IsTaken() =>
        await ActorSystem.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-").Terminate().WaitAsync(Patience);

    [Fact]
    public async Task ActionsOnTermination_RunLastFirst_OthersInSpiteOfOneThatThrows()
    {
        var system = ActorSystem.Create("other");
        var ran = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            var number = i;
            system.RegisterOnTermination(() => ran.Add(number));
        }

        system.RegisterOnTermination(() => throw new InvalidOperationException("boom"));

        await system.Terminate().WaitAsync(Patience);

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], ran);
        Assert.Equal("ActorSystem already terminated.", Assert.Throws<InvalidOperationException>(() => system.RegisterOnTermination(() => { })).Message);
    }

    [Fact]
    public async Task Terminate_Again_IsTheSameEnd()
    {
        var system = ActorSystem.Create("other");
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Task.FromResult(system.Terminate()))));

        await Task.WhenAll(calls).WaitAsync(Patience);
        await system.Terminate().WaitAsync(Patience);
        system.Dispose();

        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Terminate_StopsUserActorsBeforeTheSystemsOwn()
    {
        var system = ActorSystem.Create("other");
        ((ExtendedActorSystem)system).SystemActorOf(Puppet.Telling(TestActor, "system "), "s");
        system.ActorOf(Puppet.Telling(TestActor, "user "));
        ReceiveN(4);

        await system.Terminate().WaitAsync(Patience);

        Assert.Equal(["user PostStop", "system PostStop"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public async Task ActorOf_DuringTermination_IsDeniedForGood_AndWhatWasMadeStops()
    {
        var system = ActorSystem.Create("other");
        var made = new List<IActorRef>();
        var denied = 0;
        while (!system.WhenTerminated.IsCompleted)
        {
            try
            {
                made.Add(system.ActorOf(Puppet.Props()));
                Assert.Equal(0, denied);
            }
            catch (InvalidOperationException)
            {
                denied++;
            }

            if (made.Count == 1000)
            {
                _ = Task.Run(system.Terminate);
            }
        }

        await system.WhenTerminated;
        Assert.All(made, a => Assert.True(((IInternalActorRef)a).IsTerminated));
    }

    [Fact]
    public async Task GuardianStrategy_DecidesAboutTopLevelActors()
    {
        using var system = ActorSystem.Create("other", new ActorSystemOptions { GuardianStrategy = SupervisorStrategy.StoppingStrategy });
        var actor = system.ActorOf(Puppet.Props());
        var end = actor.WatchAsync();

        actor.Tell(new TimeoutException());

        Assert.True(await end.WaitAsync(Patience));
    }

    [Fact]
    public void Guardians_AreWhereTheyBelong()
    {
        var system = (ExtendedActorSystem)Sys;

        Assert.Equal(["/", "/user", "/system"], new[] { system.LookupRoot, system.Guardian, system.SystemGuardian }.Select(g => g.Path.ToStringWithoutAddress()));
        Assert.Equal(system.Guardian, ((IInternalActorRef)Sys.ActorOf(Puppet.Props())).Parent);
        Assert.Equal(system.LookupRoot, system.Guardian.Parent);
    }

    [Fact]
    public void Guardian_MakesDeadLettersOfMessages()
    {
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);

        ((ExtendedActorSystem)Sys).Guardian.Tell("hello", TestActor);

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("hello", TestActor, ((ExtendedActorSystem)Sys).Guardian), (letter.Message, letter.Sender, letter.Recipient));
    }

    [Fact]
    public void Extension_IsMadeOnce_AndFoundByItsType()
    {
        Assert.False(Sys.HasExtension<Counter>());
        Assert.Null(Sys.GetExtension<Counter>());
        Assert.Throws<InvalidOperationException>(() => Sys.WithExtension<Counter>());

        var counter = Sys.WithExtension<Counter>(typeof(CounterId));

        Assert.True(Sys.HasExtension<Counter>());
        Assert.Same(Sys, counter.System);
        Assert.Same(counter, Sys.WithExtension<Counter, CounterId>());
        Assert.Same(counter, Sys.WithExtension<Counter>());
        Assert.Same(counter, new CounterId().Get(Sys));
        Assert.Same(counter, Sys.RegisterExtension(new CounterId()));
        Assert.True(Sys.TryGetExtension(typeof(Counter), out var found));
        Assert.Same(counter, found);
        Assert.Equal(new CounterId(), new CounterId());
        using var other = ActorSystem.Create("other");
        Assert.NotSame(counter, other.WithExtension<Counter, CounterId>());
    }

    [Fact]
    public void Extension_ThatFails_FailsTheSameForEach()
    {
        var first = Assert.Throws<TimeoutException>(() => Sys.WithExtension<Failing, FailingId>());

        Assert.Same(first, Assert.Throws<TimeoutException>(() => Sys.WithExtension<Failing, FailingId>()));
    }

    private sealed class Counter(ActorSystem system) : IExtension
    {
        public ActorSystem System { get; } = system;
    }

    private sealed class CounterId : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Failing : IExtension;

    private sealed class FailingId : ExtensionIdProvider<Failing>
    {
        public override Failing CreateExtension(ExtendedActorSystem system)
        {
            // A second attempt would fail otherwise: the name is taken.
            system.ActorOf(Puppet.Props(), "unique");
            throw new TimeoutException("not ready");
        }
    }
}
