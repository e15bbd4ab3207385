using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Paths;

public sealed class ActorSelectionTests : TestKit.TestKit
{
    private readonly IActorRef _c1;
    private readonly IActorRef _c2;
    private readonly IActorRef _c21;

    public ActorSelectionTests()
    {
        _c1 = Sys.ActorOf(Node(), "c1");
        _c2 = Sys.ActorOf(Node(), "c2");
        _c21 = Child(_c2, "c21");
    }

    private sealed record Create(string Name);

    private sealed record Select(string Path);

    private sealed record Echo(object Text);

    [Fact]
    public void Provider_FindsByPath_TheIncarnationMeant()
    {
        var provider = ((ExtendedActorSystem)Sys).Provider;

        Assert.Equal(_c21, provider.ResolveActorRef(_c21.Path));
        Assert.Equal(_c21, provider.ResolveActorRef(_c21.Path.ToSerializationFormat()));
        Assert.Equal(_c21, provider.ResolveActorRef(provider.Guardian.Path / "c2" / "c21"));
        Assert.NotEqual(_c1, provider.ResolveActorRef(_c1.Path.WithUid(_c1.Path.Uid + 1000)));
        Assert.True(Assert.IsAssignableFrom<IInternalActorRef>(provider.ResolveActorRef(provider.RootPath / "none")).IsTerminated);
        Assert.Equal(provider.DeadLetters, provider.ResolveActorRef("no path"));
        Assert.Equal(provider.RootGuardian, provider.RootGuardianAt(provider.DefaultAddress));
        Assert.Equal(Nobody.Instance, Identify("deadLetters"));
    }

    [Fact]
    public void OfTheSystem_StartsAtTheRoot()
    {
        Assert.Equal(_c1, Identify("user/c1"));
        Assert.Equal(_c21, Identify("/user/c2/c21"));
        Assert.Equal(_c21, Identify("user/c2/c21/"));
        Assert.Equal(_c2, Identify("user/c1/../c2"));
        Assert.Equal(_c1, Identify(_c1.Path.ToString()));
        Assert.Equal(_c21, Identify(Sys.ActorSelection(_c21.Path)));
        Assert.Equal("user", Identify("user")!.Path.Name);
        Assert.Equal("system", Identify("/system/")!.Path.Name);
        Assert.Equal(0, Identify("/")!.Path.Depth);
        Assert.Equal(0, Identify("..")!.Path.Depth);
        Assert.Equal(0, Identify(Sys.ActorSelection(new RootActorPath(_c1.Path.Address)))!.Path.Depth);
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("c1")]
    [InlineData("user/none")]
    [InlineData("akka://all-systems/Nobody")]
    [InlineData("akka://elsewhere/user/c1")]
    public void OfNobody_IdentifiesNull(string path) => Assert.Null(Identify(path));

    [Theory]
    [InlineData("")]
    [InlineData("foo://user")]
    [InlineData("/deadLetters")]
    public void OfDeadLetters_IdentifiesNobody(string path) => Assert.Equal(ActorRefs.Nobody, Identify(path));

    [Fact]
    public void OfAContext_StartsAtTheActor()
    {
        Assert.Equal(_c21, SelectedBy(_c2, "c21"));
        Assert.Equal(_c1, SelectedBy(_c21, "../../c1"));
        Assert.Equal(_c2, SelectedBy(_c1, "../c2/"));
        Assert.Equal(_c1, SelectedBy(_c21, "/user/c1"));
        Assert.Equal(_c2, SelectedBy(_c2, "c21/.."));
        Assert.Equal(0, SelectedBy(_c21, "../../../..")!.Path.Depth);
        Assert.Null(SelectedBy(_c2, "c1"));
    }

    [Fact]
    public void Incarnations_AreTheSamePlaceAndDifferentActors()
    {
        Watch(_c1);
        _c1.Tell(PoisonPill.Instance);
        ExpectTerminated(_c1);
        Assert.Null(Identify(Sys.ActorSelection(_c1.Path)));

        var second = Sys.ActorOf(Node(), "c1");

        Assert.Equal(_c1.Path, second.Path);
        Assert.NotEqual(_c1, second);
        Assert.NotEqual(_c1.ToString(), second.ToString());
        Assert.Equal(second, Identify(Sys.ActorSelection(_c1.Path)));
    }

    [Fact]
    public void Wildcards_FitNames()
    {
        foreach (var (pattern, count) in new[] { ("/user/c*", 2), ("/user/c?", 2), ("/user/*1", 1), ("/user/C1", 0), ("/user/?", 0), ("/user/c?1", 0), ("/user/*/c21", 1) })
        {
            Sys.ActorSelection(pattern).Tell(new Echo(pattern), TestActor);
            for (var i = 0; i < count; i++)
            {
                ExpectMsg((object)pattern);
            }
        }

        ExpectNoMsg(20);
    }

    [Fact]
    public void Identify_BehindAWildcard_IsAnsweredUnlessSeveralFit()
    {
        var top = Sys.ActorOf(Node(), "a");
        var (b1, b2) = (Child(top, "b1"), Child(top, "b2"));
        var c = Child(b2, "c");
        var d = Child(c, "d");

        Assert.Equal([b1, b2], Identities("/user/a/*", 2).Order());
        Assert.Equal([null], Identities("/user/a/b1/*", 1));
        Assert.Equal([c], Identities("/user/a/*/c", 1));
        Assert.Equal([d], Identities("/user/a/b2/*/d", 1));
        Assert.Equal([d], Identities("/user/a/*/*/d", 1));
        Assert.Equal([d], Identities("/user/a/*/c/*", 1));
        Assert.Equal([null], Identities("/user/a/b2/*/d/e", 1));
        Assert.Empty(Identities("/user/a/*/c/d/e", 0));
    }

    [Theory]
    [InlineData("/user/missing", "/user/missing")]
    [InlineData("/user/foo/*/bar", "/user/foo/*/bar")]
    [InlineData("/user/c1/*", "/user/c1/*")]
    public void Miss_IsADeadLetter(string path, string recipient)
    {
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);

        Sys.ActorSelection(path).Tell("boom", TestActor);

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("boom", TestActor, recipient), (letter.Message, letter.Sender, letter.Recipient.Path.ToStringWithoutAddress()));
    }

    [Fact]
    public async Task ResolveOne_FailsWithActorNotFound_WhateverTheReason()
    {
        Assert.Equal(_c2, await Sys.ActorSelection("user/c2").ResolveOne(TimeSpan.FromSeconds(1)));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("user/none").ResolveOne(TimeSpan.FromSeconds(1)));
        var silent = new ActorSelection(Sys.IgnoreRef, string.Empty);
        var timedOut = await Assert.ThrowsAsync<ActorNotFoundException>(() => silent.ResolveOne(TimeSpan.FromMilliseconds(10)));
        Assert.IsType<AskTimeoutException>(timedOut.InnerException);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
        var cancelled = await Assert.ThrowsAsync<ActorNotFoundException>(() => silent.ResolveOne(TimeSpan.FromSeconds(5), cancel.Token));
        Assert.IsType<TaskCanceledException>(cancelled.InnerException);
    }

    [Fact]
    public void Sender_IsTheOneGiven_OrTheActorAtWork()
    {
        new ActorSelection(_c21, "../..").Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();
        var asking = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(_ => Improviser.Ctx.ActorSelection("../c1").Tell(new Identify(2)));
            me.On<ActorIdentity>(i => TestActor.Tell(i.Subject!));
        }));

        asking.Tell("go");

        ExpectMsg(_c1);
    }

    [Fact]
    public async Task Ask_ReachesTheActor_AndOrderIsKept()
    {
        Assert.Equal(1, await Sys.ActorSelection("/user/c2/c21").Ask<int>(new Echo(1), TimeSpan.FromSeconds(3)));
        var selection = Sys.ActorSelection("/user/c2/*");
        for (var i = 0; i < 100; i++)
        {
            selection.Tell(new Echo(i), TestActor);
        }

        Assert.Equal(Enumerable.Range(0, 100), ReceiveN(100).Cast<int>());
    }

    [Fact]
    public void Equality_IsByAnchorAndPath()
    {
        var selection = new ActorSelection(_c21, "../*/hello");

        Assert.Equal(selection, new ActorSelection(_c21, ["..", "*", "hello"]));
        Assert.Equal(selection.GetHashCode(), new ActorSelection(_c21, "../*/hello").GetHashCode());
        Assert.NotEqual(selection, new ActorSelection(_c2, "../*/hello"));
        Assert.NotEqual(selection, new ActorSelection(_c21, "../*/hell"));
        Assert.Equal($"ActorSelection[Anchor(akka://{Sys.Name}/user/c2/c21#{_c21.Path.Uid}), Path(/../*/hello)]", selection.ToString());
        Assert.Equal(_c21, Identify(Sys.ActorSelection(_c2, "c21")));
    }

    private static Props Node() => Improviser.Of(static me =>
    {
        me.On<Create>(c => me.From.Tell(Improviser.Ctx.ActorOf(Node(), c.Name)));
        me.On<Select>(s => me.From.Tell(Improviser.Ctx.ActorSelection(s.Path)));
        me.On<Echo>(e => me.From.Tell(e.Text));
    });

    [Fact]
    public void SelectionBelowAForeignReference_IsRefused_BelowAnObjectThatStandsForAnActor_IsNot()
    {
        var probe = CreateTestProbe();
        new ActorSelection(probe, "nobody").Tell(new Identify(1), TestActor);

        Assert.Null(ExpectMsg<ActorIdentity>().Subject);
        Assert.Equal("anchor", Assert.Throws<ArgumentException>(static () => new ActorSelection(new Foreign(), "child")).ParamName);
    }

    private IActorRef Child(IActorRef parent, string name)
    {
        parent.Tell(new Create(name), TestActor);
        return ExpectMsg<IActorRef>();
    }

    private IActorRef? SelectedBy(IActorRef actor, string path)
    {
        actor.Tell(new Select(path), TestActor);
        return Identify(ExpectMsg<ActorSelection>());
    }

    private IActorRef? Identify(string path) => Identify(Sys.ActorSelection(path));

    private IActorRef? Identify(ActorSelection selection)
    {
        selection.Tell(new Identify(selection), TestActor);
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(selection, identity.MessageId);
        return identity.Subject;
    }

    private List<IActorRef?> Identities(string path, int count)
    {
        Sys.ActorSelection(path).Tell(new Identify(path), TestActor);
        var subjects = ReceiveN(count).Select(static m => ((ActorIdentity)m).Subject).ToList();
        ExpectNoMsg(10);
        return subjects;
    }

    private sealed class Foreign : ActorRefBase
    {
        public override ActorPath Path { get; } = ActorPath.Parse("akka://elsewhere/user/foreign");

        protected override void TellInternal(object message, IActorRef? sender)
        {
        }
    }
}
