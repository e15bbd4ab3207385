using ActorTrading.Actors.Event;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class ExtractorFunctionsTest : ShardingTest
{
    private static readonly ExtractEntityId Entity = static message =>
        message is (string id, object inner) ? (id, inner) : Option<(string, object)>.None;

    private static readonly ExtractShardId Shard = static message => message switch
    {
        (string id, object) => id[..1],
        ShardRegion.StartEntity start => start.EntityId[..1],
        _ => null,
    };

    [Fact]
    public void Functions_SayWhichEntityGetsWhatInWhichShard()
    {
        var region = Start(Shard);

        region.Tell(("a1", (object)"hello"), TestActor);
        Send(region, "b1", "in an envelope");
        region.Tell(new ShardRegion.StartEntity("a2"), TestActor);

        Assert.Equal(
            ["StartEntityAck { EntityId = a2, ShardId = a }", "a1 hello", "a1 up", "a2 up", "b1 in an envelope", "b1 up"],
            ReceiveN(6).Select(static m => m.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["a", "b"], StateOf(region).Shards.Select(static s => s.ShardId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void MessageOfNoEntity_IsUnhandled_AndOfNoShardADeadLetter()
    {
        var region = Start(static _ => null);
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        region.Tell("for nobody", TestActor);
        Assert.Equal("for nobody", ExpectMsg<UnhandledMessage>().Message);

        var letters = DeadLetters();
        region.Tell(("a1", (object)"hello"), TestActor);
        letters.FishForMessage<DeadLetter>(static l => l.Message is ("a1", "hello"));
    }

    private IActorRef Start(ExtractShardId shard) => ClusterSharding.Get(Sys).Start(
        "thing", id => Props.CreateBy(() => new Inhabitant(id, TestActor)), Settings, Entity, shard, null, Stop);
}
