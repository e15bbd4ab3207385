using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class SnapshotTest : EventSourcingTest
{
    public SnapshotTest()
        : base(static options => options with
        {
            SnapshotStores = new Dictionary<string, ISnapshotStore> { ["none"] = new NoSnapshotStore() },
        })
    {
    }

    [Fact]
    public void SaveSnapshot_AfterARefusedEvent_CoversOnlyWhatIsStored()
    {
        Journal.Rejects = "bad";
        var actor = Start(() => Saver());
        actor.Tell("x", TestActor);
        actor.Tell("bad", TestActor);

        actor.Tell("save", TestActor);

        ExpectMsg("x@1");
        Assert.Equal(1, ExpectMsg<SaveSnapshotSuccess>().Metadata.SequenceNr);
        actor.Tell("y", TestActor);
        ExpectMsg("y@3");
    }

    [Fact]
    public void LoadSnapshot_IsAnsweredAsACommand_WithTheNewestWithinTheBounds()
    {
        Snapshots.Put("other", 3, "three");
        Snapshots.Put("other", 5, "five");
        var actor = Start(() => Saver());

        actor.Tell(new Load("other", new SnapshotSelectionCriteria(5), 4), TestActor);
        actor.Tell(new Load("other", SnapshotSelectionCriteria.Latest, long.MaxValue), TestActor);
        actor.Tell(new Load("nobody", SnapshotSelectionCriteria.Latest, 9), TestActor);
        actor.Tell(new Load("other", SnapshotSelectionCriteria.None, 9), TestActor);

        var results = Enumerable.Range(0, 4).Select(_ => ExpectMsg<LoadSnapshotResult>()).ToArray();
        Assert.Equal(["three", "five", null, null], results.Select(static r => r.Snapshot?.Snapshot));
        Assert.Equal([4, long.MaxValue, 9, 9], results.Select(static r => r.ToSequenceNr));
    }

    [Fact]
    public void FailedStore_AnswersFailures_AndTheActorGoesOn()
    {
        var actor = Start(() => Saver());
        actor.Tell("x", TestActor);
        ExpectMsg("x@1");
        Snapshots.Error = new IOException("broken");

        actor.Tell("save", TestActor);
        actor.Tell("delete 1", TestActor);
        actor.Tell("delete all", TestActor);
        actor.Tell(new Load("a", SnapshotSelectionCriteria.Latest, 1), TestActor);
        actor.Tell("y", TestActor);

        var got = ReceiveN(5);
        Assert.Equal("broken", Assert.Single(got.OfType<SaveSnapshotFailure>()).Cause.Message);
        Assert.Equal(new SnapshotMetadata("a", 1), Assert.Single(got.OfType<DeleteSnapshotFailure>()).Metadata);
        Assert.Equal(SnapshotSelectionCriteria.Latest, Assert.Single(got.OfType<DeleteSnapshotsFailure>()).Criteria);
        Assert.Equal("broken", Assert.Single(got.OfType<LoadSnapshotFailed>()).Cause.Message);
        Assert.Contains("y@2", got);
    }

    [Fact]
    public void UnhandledFailure_IsLoggedAsAWarning_AndPublished()
    {
        Sys.EventStream.Subscribe<Warning>(TestActor);
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        var actor = Sys.ActorOf(Props.CreateBy(static () => new Careless()));
        actor.Tell("save");
        Assert.IsType<SaveSnapshotSuccess>(ExpectMsg<UnhandledMessage>().Message);
        Snapshots.Error = new IOException("broken");

        actor.Tell("save");

        Assert.StartsWith("Failed to SaveSnapshot given metadata", ExpectMsg<Warning>().Message.ToString(), StringComparison.Ordinal);
        Assert.IsType<SaveSnapshotFailure>(ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void DeleteSnapshot_RemovesThatNumberOnly()
    {
        Snapshots.Put("a", 3, "three");
        Snapshots.Put("a", 5, "five");
        var actor = Start(() => Saver());

        actor.Tell("delete 5", TestActor);
        ExpectMsg<DeleteSnapshotSuccess>();
        actor.Tell(new Load("a", SnapshotSelectionCriteria.Latest, 9), TestActor);

        Assert.Equal("three", ExpectMsg<LoadSnapshotResult>().Snapshot?.Snapshot);
    }

    [Fact]
    public void WithoutASnapshotStore_RecoveryWorks_SavingFails()
    {
        var actor = Start(() => Saver(snapshots: "none"));

        actor.Tell("x", TestActor);
        actor.Tell("save", TestActor);

        ExpectMsg("x@1");
        Assert.StartsWith("No snapshot store configured", ExpectMsg<SaveSnapshotFailure>().Cause.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Criteria_BoundsAreInclusive_TimeToo(long minSequenceNr, int matches)
    {
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var criteria = new SnapshotSelectionCriteria(4, start.AddHours(4), minSequenceNr, start.AddHours(1));

        var found = Enumerable.Range(0, 9).Count(i => criteria.IsMatch(new SnapshotMetadata("a", i, start.AddHours(i))));

        Assert.Equal(matches, found);
    }

    private Acting Saver(string? snapshots = null) => new("a", snapshots: snapshots)
    {
        OnRecover = static (_, message) => message is RecoveryCompleted or string or SnapshotOffer,
        OnCommand = (self, message) =>
        {
            switch (message)
            {
                case "save":
                    self.SaveSnapshot("state");
                    break;
                case "delete all":
                    self.DeleteSnapshots(SnapshotSelectionCriteria.Latest);
                    break;
                case string s when s.StartsWith("delete ", StringComparison.Ordinal):
                    self.DeleteSnapshot(long.Parse(s[7..]));
                    break;
                case string e:
                    self.Persist(e, _ => self.From.Tell($"{e}@{self.LastSequenceNr}"));
                    break;
                case Load load:
                    self.LoadSnapshot(load.Id, load.Criteria, load.To);
                    break;
                default:
                    TestActor.Tell(message);
                    break;
            }
        },
    };

    private sealed record Load(string Id, SnapshotSelectionCriteria Criteria, long To);

    private sealed class Careless : ReceivePersistentActor
    {
        public Careless()
        {
            Command<string>(_ => SaveSnapshot("state"));
        }

        public override string PersistenceId => "careless";
    }
}
