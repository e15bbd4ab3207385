using ActorTrading.Actors.Event;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class RegionDeliveryTest : ShardingTest
{
    [Fact]
    public void FirstMessage_StartsShardAndEntity_UnderTheirPaths()
    {
        var region = StartRegion();

        Send(region, "abc", "hello");

        ExpectAll("abc up", "abc hello");
        Assert.Equal("/system/sharding/thing", region.Path.ToStringWithoutAddress());
        Assert.Equal("/system/sharding/thing/a/abc", RefOf(region, "abc").Path.ToStringWithoutAddress());
    }

    [Fact]
    public void Messages_OfOneSender_ReachTheEntityInOrder_UnderTheirSender()
    {
        var region = StartRegion();
        var numbers = Enumerable.Range(0, 500).ToList();

        numbers.ForEach(n => Send(region, "a", n));

        ExpectMsg("a up");
        Assert.Equal(numbers.Select(n => $"a {n}"), ReceiveN(500).Cast<string>());
        Assert.Equal(RefOf(region, "a"), LastSender);
    }

    [Fact]
    public void Start_OfARunningType_ReturnsItsRegion()
    {
        var region = StartRegion();

        Assert.Equal(region, StartRegion());
        Assert.Equal(region, ClusterSharding.Get(Sys).ShardRegion("thing"));
        Assert.Equal(["thing"], ClusterSharding.Get(Sys).ShardTypeNames);
        Assert.Throws<ArgumentException>(() => ClusterSharding.Get(Sys).ShardRegion("other"));
    }

    [Fact]
    public void TwoTypes_ShareNothing()
    {
        var one = StartRegion(type: "one");
        var two = StartRegion(type: "two / odd");

        Assert.NotEqual(RefOfNew(one, "a"), RefOfNew(two, "a"));
    }

    [Theory]
    [InlineData("a/b c?#%\\\"<>|")]
    [InlineData("a$*..")]
    [InlineData("aé你好🐍")]
    [InlineData("a\ud800")]
    [InlineData("a\0\n")]
    public void OddEntityIds_Live(string id)
    {
        var region = StartRegion();

        Send(region, id, "hello");

        ExpectAll(id + " up", id + " hello");
        Assert.Equal([id], EntitiesOf(region));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public void VeryLongEntityIds_Live(int length)
    {
        var region = StartRegion();
        var id = new string('ü', length).Insert(0, "a");

        Send(region, id, "hello");

        Assert.Equal([id + " up", id + " hello"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void ThousandsOfEntities_AreAllAlive()
    {
        var region = StartRegion(extractor: HashCodeMessageExtractor.Create(20, static _ => null));
        for (var i = 0; i < 5000; i++)
        {
            Send(region, $"e{i}", "x");
        }

        Assert.Equal(10_000, ReceiveN(10_000).Distinct().Count());
        region.Tell(GetShardRegionStats.Instance, TestActor);
        var stats = ExpectMsg<ShardRegionStats>();
        Assert.Equal(20, stats.Stats.Count);
        Assert.Equal(5000, stats.Stats.Values.Sum());
    }

    [Fact]
    public void MessageWithoutEntity_IsUnhandled_AndADeadLetterWithAWarning()
    {
        var region = StartRegion();
        var dead = DeadLetters();
        Sys.EventStream.Subscribe<UnhandledMessage>(dead.TestActor);

        EventFilter.Warning(contains: "does not have an extractor").ExpectOne(() => region.Tell(42, TestActor));

        Assert.Equal(new UnhandledMessage(42, TestActor, region), dead.ExpectMsg<UnhandledMessage>());
        Assert.Equal(new DeadLetter(42, TestActor, region), dead.ExpectMsg<DeadLetter>());
        StillWorks(region);
    }

    [Fact]
    public void MessageWithEmptyEntityId_IsADeadLetterWithAWarning()
    {
        var region = StartRegion();
        var dead = DeadLetters();

        EventFilter.Warning(contains: "Id must not be empty").ExpectOne(() => Send(region, "", "x"));

        Assert.Equal(new ShardingEnvelope("", "x"), dead.ExpectMsg<DeadLetter>().Message);
        StillWorks(region);
    }

    [Fact]
    public void MessageWithoutShard_IsADeadLetterWithAWarning()
    {
        var region = StartRegion();
        var dead = DeadLetters();

        EventFilter.Warning(contains: "Shard must not be empty").ExpectOne(() => Send(region, "1", "x"));

        Assert.Equal(new ShardingEnvelope("1", "x"), dead.ExpectMsg<DeadLetter>().Message);
        StillWorks(region);
    }

    [Fact]
    public void MessageForAnEntityThatGetsNothing_IsADeadLetterWithAWarning()
    {
        var region = StartRegion();
        var dead = DeadLetters();

        EventFilter.Warning(contains: "Entity message must not be empty").ExpectOne(() => region.Tell("for nothing", TestActor));

        Assert.Equal("for nothing", dead.ExpectMsg<DeadLetter>().Message);
        StillWorks(region);
    }

    [Fact]
    public void ExtractorThatThrows_CostsTheMessageOnly()
    {
        var region = StartRegion();
        var dead = DeadLetters();
        Send(region, "a", "x");
        ExpectAll("a up", "a x");

        EventFilter.Exception<FormatException>().ExpectOne(() => region.Tell("throw!", TestActor));

        Assert.Equal("throw!", dead.ExpectMsg<DeadLetter>().Message);
        Send(region, "a", "y");
        ExpectMsg("a y");
    }

    [Fact]
    public void PropsFactoryThatThrows_CostsTheMessageOnly()
    {
        var broken = true;
        var region = ClusterSharding.Get(Sys).Start(
            "thing", id => broken ? throw new FormatException(id) : Props.CreateBy(() => new Inhabitant(id, TestActor)), Settings, ByFirstLetter);
        var dead = DeadLetters();

        EventFilter.Exception<FormatException>().ExpectOne(() => Send(region, "a", "x"));
        Assert.Equal("x", Assert.IsType<ShardingEnvelope>(dead.ExpectMsg<DeadLetter>().Message).Message);

        broken = false;
        StillWorks(region);
    }

    [Fact]
    public void EntityThatStops_IsMadeAnewByTheNextMessage()
    {
        var region = StartRegion();
        var first = RefOfNew(region, "a");
        Watch(first);

        Send(region, "a", "leave");
        Assert.Equal("a down", ExpectMsg<string>());
        ExpectTerminated(first);
        AwaitAssert(() => Assert.Empty(EntitiesOf(region)));

        Assert.NotEqual(first, RefOfNew(region, "a"));
    }

    [Fact]
    public void EntityThatThrows_IsRestarted_AndKeepsItsMailbox()
    {
        var region = StartRegion();
        var entity = RefOfNew(region, "a");

        Send(region, "a", "crash");
        Send(region, "a", "next");

        ExpectAll("a again", "a next");
        Assert.Equal(entity, RefOf(region, "a"));
    }

    [Fact]
    public void BadSettings_AreRefusedByName()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => StartRegion(Settings with { TuningParameters = new TuningParameters { BufferSize = 0 } }));
        Assert.Equal("BufferSize", e.ParamName);
        e = Assert.Throws<ArgumentOutOfRangeException>(() => StartRegion(Settings.WithPassivateIdleAfter(TimeSpan.FromSeconds(-1))));
        Assert.Equal("PassivateIdleEntityAfter", e.ParamName);
    }

    private void StillWorks(IActorRef region)
    {
        Send(region, "still", "x");
        ExpectAll("still up", "still x");
    }

    private IActorRef RefOfNew(IActorRef region, string id)
    {
        Send(region, id, "who");
        ExpectMsg(id + " up");
        return ExpectMsg<IActorRef>();
    }
}
