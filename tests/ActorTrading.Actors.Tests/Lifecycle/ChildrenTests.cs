namespace ActorTrading.Actors.Tests.Lifecycle;

public sealed class ChildrenTests : TestKit.TestKit
{
    [Fact]
    public async Task ChildAndGetChildren_KnowWhoIsThere()
    {
        var parent = Sys.ActorOf(Puppet.Props());
        var (bob, natasha) = (await parent.Child("bob"), await parent.Child("natasha"));
        Assert.Equal([bob, natasha], await parent.Get(c => c.GetChildren().OrderBy(r => r.Path.Name).ToList()));
        Assert.Equal(bob, await parent.Get(c => c.Child("bob")));
        Assert.True((await parent.Get(c => c.Child("nobody"))).IsNobody());

        // Stopped by the parent or from outside: either way it is forgotten.
        await Gone(bob, () => parent.Do(p => p.Surroundings.Stop(bob)));
        Assert.Equal([natasha], await parent.Get(c => c.GetChildren().ToList()));
        await Gone(natasha, () => ((IInternalActorRef)natasha).Stop());
        Assert.Empty(await parent.Get(c => c.GetChildren().ToList()));

        async Task Gone(IActorRef child, Action stop)
        {
            var end = child.WatchAsync();
            stop();
            Assert.True(await end);
        }
    }

    [Fact]
    public void ActorOf_WhileTerminating_Throws()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            PostStop = p => TestActor.Tell(Assert.Throws<InvalidOperationException>(() => p.Surroundings.ActorOf(Puppet.Props())).Message),
        }));

        Sys.Stop(actor);

        Assert.StartsWith("Cannot create child", ExpectMsg<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_IsBottomUp()
    {
        var top = Sys.ActorOf(Puppet.Telling(TestActor, "top "));
        var middle = await top.Get(c => c.ActorOf(Puppet.Telling(TestActor, "middle ")));
        await middle.Get(c => c.ActorOf(Puppet.Telling(TestActor, "bottom ")));
        ReceiveN(6);

        Sys.Stop(top);

        Assert.Equal(["bottom PostStop", "middle PostStop", "top PostStop"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public async Task Messages_WhileTheChildrenStop_AreNotHandled()
    {
        var gate = new ManualResetEventSlim();
        var parent = Sys.ActorOf(Puppet.Props());
        await parent.Child("slow", new Puppet.Strings { PostStop = _ => gate.Pass() });
        Watch(parent);

        Sys.Stop(parent);
        parent.Tell("ping", TestActor);
        gate.Set();

        ExpectTerminated(parent);
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task InternalRef_SaysWhereItLives()
    {
        var parent = Sys.ActorOf(Puppet.Props(), "p");
        var child = (IInternalActorRef)await parent.Child("c");

        Assert.Equal(parent, child.Parent);
        Assert.True(child.IsLocal);
        Assert.False(child.IsTerminated);
        Assert.Equal(child, ((IInternalActorRef)parent).GetChild(["c"]));
        Assert.Equal(child, child.GetChild(["..", "..", "p", "c"]));
        Assert.True(((IInternalActorRef)parent).GetChild(["nobody", "here"]).IsNobody());
        var root = child.Parent.Parent.Parent;
        Assert.Equal((string.Empty, root), (root.Path.Name, root.Parent));
        await child.GracefulStop(TimeSpan.FromSeconds(5));
        Assert.True(child.IsTerminated);
    }
}
