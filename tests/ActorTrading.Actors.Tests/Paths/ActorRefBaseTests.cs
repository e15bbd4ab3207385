namespace ActorTrading.Actors.Tests.Paths;

public sealed class ActorRefBaseTests : TestKit.TestKit
{
    private static readonly RootActorPath Root = new(new Address("akka", "test"));

    [Fact]
    public void References_AreEqual_WhenPathAndUidAre()
    {
        var one = new Recording((Root / "name").WithUid(4711));

        Assert.Equal(one, new Recording((Root / "name").WithUid(4711)));
        Assert.Equal(one.GetHashCode(), new Recording((Root / "name").WithUid(4711)).GetHashCode());
        Assert.NotEqual(one, new Recording((Root / "name").WithUid(42)));
        Assert.NotEqual(one, new Recording((Root / "name2").WithUid(4711)));
        Assert.NotEqual(one, new Recording((new RootActorPath(new Address("akka", "test2")) / "name").WithUid(4711)));
    }

    [Fact]
    public void References_AreOrderedByPath_ThenByUid()
    {
        var sorted = new[] { new Recording((Root / "b").WithUid(1)), new Recording((Root / "a").WithUid(2)), new Recording((Root / "a").WithUid(1)) }.Order();

        Assert.Equal(["[akka://test/a#1]", "[akka://test/a#2]", "[akka://test/b#1]"], sorted.Select(r => r.ToString()));
    }

    [Fact]
    public void OwnReference_IsToldLikeAnActor()
    {
        var own = new Recording(Root / "own");

        own.Tell("hello", TestActor);
        TestActor.Tell("answer", own);
        ExpectMsg("answer");
        LastSender!.Tell("back", TestActor);

        Assert.Equal([("hello", TestActor), ("back", TestActor)], own.Told);
    }

    private sealed class Recording(ActorPath path) : ActorRefBase
    {
        public List<(object, IActorRef?)> Told { get; } = [];

        public override ActorPath Path { get; } = path;

        protected override void TellInternal(object message, IActorRef? sender) => Told.Add((message, sender));
    }
}
