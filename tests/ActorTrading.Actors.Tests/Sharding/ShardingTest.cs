using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Sharding;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>A system on a clock that the test turns, and a region whose entities report to the test.</summary>
public abstract class ShardingTest : TestKit.TestKit
{
    private protected const string Stop = "bye";

    private protected ShardingTest()
        : this(new ManualTimeProvider(), new FaultyJournal())
    {
    }

    private ShardingTest(ManualTimeProvider clock, FaultyJournal journal)
        : base(new ActorSystemOptions { TimeProvider = clock, Persistence = new PersistenceOptions { Journal = journal } })
    {
        Clock = clock;
        Journal = journal;
    }

    private protected ManualTimeProvider Clock { get; }

    private protected FaultyJournal Journal { get; }

    private protected ClusterShardingSettings Settings { get; init; } = new();

    /// <summary>All ids that start with a letter live in the shard of that name; numbers have none.</summary>
    private protected static IMessageExtractor ByFirstLetter { get; } = new FirstLetter();

    private protected IActorRef StartRegion(
        ClusterShardingSettings? settings = null, IShardPlacement? placement = null, IMessageExtractor? extractor = null, object? stop = null, string type = "thing") =>
        ClusterSharding.Get(Sys).Start(
            type, id => Props.CreateBy(() => new Inhabitant(id, TestActor)), settings ?? Settings, extractor ?? ByFirstLetter, placement, stop ?? Stop);

    private protected void Send(IActorRef region, string id, object message) => region.Tell(new ShardingEnvelope(id, message), TestActor);

    private protected void ExpectAll(params string[] expected)
    {
        var received = ReceiveN(expected.Length).Select(m => m.ToString()!).ToList();
        Assert.Equal(expected, received);
    }

    private protected IActorRef RefOf(IActorRef region, string id)
    {
        Send(region, id, "who");
        return ExpectMsg<IActorRef>();
    }

    /// <summary>Every message sent so far from one turn to the next has been handled when the region has answered.</summary>
    private protected CurrentShardRegionState StateOf(IActorRef region)
    {
        region.Tell(GetShardRegionState.Instance, TestActor);
        return ExpectMsg<CurrentShardRegionState>();
    }

    private protected TestProbe DeadLetters()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe<DeadLetter>(probe.TestActor);
        return probe;
    }

    private protected string[] EntitiesOf(IActorRef region) =>
        [.. StateOf(region).Shards.SelectMany(s => s.EntityIds).Order(StringComparer.Ordinal)];

    protected override void Dispose(bool disposing)
    {
        // Entities that do not obey hold the end up until their time is up.
        _ = Sys.Terminate();
        AwaitCondition(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return Sys.WhenTerminated.IsCompleted;
        });
        base.Dispose(disposing);
    }

    private sealed class FirstLetter : IMessageExtractor
    {
        public string? EntityId(object message) => message switch
        {
            string { Length: > 0 } s when s.StartsWith("throw", StringComparison.Ordinal) => throw new FormatException(s),
            string { Length: > 0 } s when s.StartsWith("for ", StringComparison.Ordinal) => s[4..],
            _ => null,
        };

        public object? EntityMessage(object message) => message is "for nothing" ? null : message;

        public string? ShardId(object message) => EntityId(message) is { } id ? ShardId(id, message) : null;

        public string ShardId(string entityId, object? messageHint = null) => char.IsDigit(entityId[0]) ? string.Empty : entityId[..1];
    }
}
