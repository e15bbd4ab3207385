using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests;

public sealed class PersistenceTest : TestKit.TestKit
{
    private readonly FaultyJournal _journal;
    private readonly InMemorySnapshotStore _snapshots;

    public PersistenceTest()
        : this(new FaultyJournal(), new InMemorySnapshotStore())
    {
    }

    private PersistenceTest(FaultyJournal journal, InMemorySnapshotStore snapshots)
        : base(new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal, SnapshotStore = snapshots } })
    {
        _journal = journal;
        _snapshots = snapshots;
    }

    [Fact]
    public void Restarted_RecoversEventsInOrder_ThenRecoveryCompleted()
    {
        var actor = Start("a");
        ExpectMsg("completed 0");
        actor.Tell("persist x y z", TestActor);
        Assert.Equal(["x@1", "y@2", "z@3"], ReceiveN(3).Cast<string>());
        StopAndWait(actor);

        Start("a", tellReplay: true);

        Assert.Equal(["replay x@1", "replay y@2", "replay z@3", "completed 3"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void CommandsDuringRecovery_WaitForItsEnd()
    {
        _journal.HoldReplays();
        var actor = Start("a");
        actor.Tell("echo 1", TestActor);
        actor.Tell("echo 2", TestActor);
        ExpectNoMsg(30);

        _journal.ReleaseReplays();

        Assert.Equal(["completed 0", "1", "2"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void Persist_HoldsLaterCommandsBack_InOrder()
    {
        var actor = Started("a");
        _journal.HoldWrites();
        actor.Tell("persist x", TestActor);
        actor.Tell("echo 1", TestActor);
        actor.Tell("persist y", TestActor);
        actor.Tell("echo 2", TestActor);
        ExpectNoMsg(30);

        _journal.ReleaseWrites();

        Assert.Equal(["x@1", "1", "y@2", "2"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void PersistAsync_LetsCommandsThrough_AndBatchesWrites()
    {
        var actor = Started("a");
        _journal.HoldWrites();
        foreach (var name in new[] { "x", "y", "z" })
        {
            actor.Tell("async " + name, TestActor);
        }

        actor.Tell("echo 1", TestActor);
        ExpectMsg("1");
        _journal.ReleaseWrites();

        Assert.Equal(["x@1", "y@2", "z@3"], ReceiveN(3).Cast<string>());
        Assert.Equal([1, 2], _journal.WriteSizes);
    }

    [Fact]
    public void NestedPersist_RunsBeforeTheNextCommand()
    {
        var actor = Started("a");
        _journal.HoldWrites();
        actor.Tell("nested x", TestActor);
        actor.Tell("echo 1", TestActor);

        _journal.ReleaseWrites();

        Assert.Equal(["x@1", "x inner@2", "1"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void DeferAsync_RunsAfterEarlierHandlers_OrAtOnce()
    {
        var actor = Started("a");
        actor.Tell("defer now", TestActor);
        ExpectMsg("deferred now");
        _journal.HoldWrites();
        actor.Tell("async x", TestActor);
        actor.Tell("defer later", TestActor);
        actor.Tell("async y", TestActor);
        ExpectNoMsg(30);

        _journal.ReleaseWrites();

        Assert.Equal(["x@1", "deferred later", "y@2"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void PersistAll_IsOneWrite()
    {
        var actor = Started("a");
        actor.Tell("all x y z", TestActor);

        Assert.Equal(["x@1", "y@2", "z@3"], ReceiveN(3).Cast<string>());
        Assert.Equal([3], _journal.WriteSizes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FailedWrite_CallsOnPersistFailure_AndStops(bool atOnce)
    {
        var actor = Started("a");
        Watch(actor);
        _journal.FailNextWrite(new IOException("disk"), atOnce);

        actor.Tell("persist x", TestActor);
        actor.Tell("echo never", TestActor);

        ExpectMsg("failure disk x@1");
        ExpectTerminated(actor);
        ExpectNoMsg(20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RejectedWrite_CallsOnPersistRejected_AndGoesOn(bool atOnce)
    {
        var actor = Started("a");
        _journal.FailNextWrite(new EventRejectedException("bad"), atOnce);

        actor.Tell("persist x", TestActor);
        actor.Tell("echo 1", TestActor);

        Assert.Equal(["rejected bad x@1", "1"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void RejectedEvent_DoesNotTakeOthersOfTheBatchAlong()
    {
        var actor = Started("a");
        _journal.Rejects = "bad";

        actor.Tell("persist x bad y", TestActor);

        Assert.Equal(["x@1", "rejected no bad bad@2", "y@3"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void ThrowingHandler_RestartsAndReplays_TheEventIsStored()
    {
        var actor = Started("a");
        actor.Tell("throw x", TestActor);
        ExpectMsg("completed 1");

        actor.Tell("persist y", TestActor);

        ExpectMsg("y@2");
    }

    [Fact]
    public void RepliesToAnOldIncarnation_AreIgnored()
    {
        var actor = Started("a");
        _journal.HoldWrites();
        actor.Tell("async x", TestActor);
        actor.Tell("fail", TestActor);
        actor.Tell("persist y", TestActor);
        ExpectNoMsg(30);

        _journal.ReleaseWrites();

        // The recovery waited for the write, so the new incarnation knows of it; nobody ran its handler.
        Assert.Equal(["completed 1", "y@2"], ReceiveN(2).Cast<string>());
        ExpectNoMsg(20);
    }

    [Fact]
    public void CommandThatFailsAfterPersist_StoresItsEventAllTheSame()
    {
        var actor = Started("a");

        actor.Tell("persistthenfail x", TestActor);

        ExpectMsg("completed 1");
        actor.Tell("persist y", TestActor);
        ExpectMsg("y@2");
    }

    [Fact]
    public void StoppedDuringAWrite_ItsSuccessorRecoversTheEvent()
    {
        var actor = Started("a");
        _journal.HoldWrites();
        actor.Tell("async x", TestActor);
        AwaitCondition(() => !_journal.WriteSizes.IsEmpty);
        StopAndWait(actor);
        Start("a", tellReplay: true);
        ExpectNoMsg(20);

        _journal.ReleaseWrites();

        Assert.Equal(["replay x@1", "completed 1"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void Snapshot_IsOffered_AndOnlyLaterEventsAreReplayed()
    {
        var actor = Started("a");
        actor.Tell("persist x y", TestActor);
        ReceiveN(2);
        actor.Tell("snapshot", TestActor);
        ExpectMsg("saved 2");
        actor.Tell("persist z", TestActor);
        ExpectMsg("z@3");
        StopAndWait(actor);

        Start("a", tellReplay: true);

        Assert.Equal(["offer x,y@2", "replay z@3", "completed 3"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void DeleteMessages_RemovesThem_AndNeverLowersTheSequenceNumber()
    {
        var actor = Started("a");
        actor.Tell("persist x y", TestActor);
        ReceiveN(2);
        actor.Tell("delete 2", TestActor);
        ExpectMsg("deleted 2");
        StopAndWait(actor);

        actor = Start("a", tellReplay: true);
        ExpectMsg("completed 2");
        actor.Tell("persist z", TestActor);

        ExpectMsg("z@3");
    }

    [Fact]
    public void RecoveryBounds_StopAtTheNumberGiven()
    {
        var actor = Started("a");
        actor.Tell("persist x y z", TestActor);
        ReceiveN(3);
        StopAndWait(actor);

        Start("a", tellReplay: true, recovery: new Recovery(SnapshotSelectionCriteria.Latest, toSequenceNr: 2));

        Assert.Equal(["replay x@1", "replay y@2", "completed 3"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void FailedReplay_CallsOnRecoveryFailure_AndStops()
    {
        _journal.ReplayError = new IOException("unreadable");

        var actor = Start("a");
        Watch(actor);

        ExpectMsg("recovery failure unreadable");
        ExpectTerminated(actor);
    }

    [Fact]
    public void PersistDuringReplay_Throws()
    {
        var actor = Started("a");
        actor.Tell("persist evil", TestActor);
        ExpectMsg("evil@1");
        StopAndWait(actor);

        actor = Start("a", tellReplay: true);
        Watch(actor);

        ExpectMsg("replay evil@1");
        Assert.StartsWith("recovery failure Cannot persist during replay", ExpectMsg<string>(), StringComparison.Ordinal);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Handler_SeesTheSenderOfItsCommand()
    {
        var actor = Started("a");
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        _journal.HoldWrites();
        actor.Tell("async x", one.Ref);
        actor.Tell("async y", two.Ref);

        _journal.ReleaseWrites();

        one.ExpectMsg("x@1");
        two.ExpectMsg("y@2");
    }

    [Fact]
    public void CommandAsync_PersistsAfterTheAwait()
    {
        var actor = Started("a");

        actor.Tell("later x", TestActor);
        actor.Tell("echo 1", TestActor);

        Assert.Equal(["x@1", "1"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void UserStash_ComesBackBeforeCommandsHeldBackByAWrite()
    {
        var actor = Started("a");
        actor.Tell("stash 1", TestActor);
        actor.Tell("stash 2", TestActor);
        _journal.HoldWrites();
        actor.Tell("unstash x", TestActor);
        actor.Tell("echo 3", TestActor);

        _journal.ReleaseWrites();

        Assert.Equal(["x@1", "1", "2", "3"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void HeldBackCommands_OfAStoppedActor_AreDeadLetters()
    {
        var actor = Started("a");
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
        _journal.HoldWrites();
        actor.Tell("persist x", TestActor);
        AwaitCondition(() => !_journal.WriteSizes.IsEmpty);
        actor.Tell("echo held", TestActor);

        Sys.Stop(actor);

        Assert.Equal("echo held", ExpectMsg<DeadLetter>().Message);
        _journal.ReleaseWrites();
    }

    [Fact]
    public void ManyRecoveries_AllFinish()
    {
        for (var i = 0; i < 200; i++)
        {
            Start($"many-{i}");
        }

        Assert.Equal(Enumerable.Repeat("completed 0", 200), ReceiveN(200).Cast<string>());
    }

    private IActorRef Started(string id)
    {
        var actor = Start(id);
        ExpectMsg("completed 0");
        return actor;
    }

    private IActorRef Start(string id, bool tellReplay = false, Recovery? recovery = null) =>
        Sys.ActorOf(Props.CreateBy(() => new Scripted(id, TestActor, tellReplay, recovery ?? new Recovery())));

    private void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Unwatch(actor);
    }
}
