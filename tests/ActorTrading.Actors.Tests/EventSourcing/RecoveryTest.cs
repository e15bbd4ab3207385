using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class RecoveryTest : EventSourcingTest
{
    [Fact]
    public void NullId_FailsTheCreation()
    {
        Sys.EventStream.Subscribe<Error>(TestActor);

        Watch(Start(static () => new Acting(null!) { OnCommand = static (_, _) => { } }));

        Assert.Contains("PersistenceId is [null] for PersistentActor", ExpectMsg<Error>().Message.ToString(), StringComparison.Ordinal);
        ExpectMsg<Terminated>();
    }

    [Fact]
    public void UnknownSnapshot_IsAsGoodAsNone_EverythingIsReplayed()
    {
        Given("a", "x", "y");
        Snapshots.Put("a", 2, "x,y");

        Start(Teller);

        Assert.Equal(["x@1", "y@2", "completed 2"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void ReplayBounds_CountEventsAfterTheSnapshot()
    {
        Given("a", "v", "w", "x", "y", "z");
        Snapshots.Put("a", 1, "v");

        Start(() => Offered(new Recovery(SnapshotSelectionCriteria.Latest, toSequenceNr: 4, replayMax: 2)));

        Assert.Equal(["offer v@1", "w@2", "x@3", "completed 5"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void SnapshotsAboveTheBound_AreNotOffered()
    {
        Given("a", "v", "w");
        Snapshots.Put("a", 2, "v,w");

        Start(() => Offered(new Recovery(SnapshotSelectionCriteria.Latest, toSequenceNr: 1)));

        Assert.Equal(["v@1", "completed 2"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void RecoveryNone_ReplaysNothing_AndGoesOnAfterTheHighestNumber()
    {
        Given("a", "v", "w");
        var actor = Start(() => Offered(Recovery.None));
        ExpectMsg("completed 2");

        actor.Tell("x", TestActor);

        ExpectMsg("stored x@3");
    }

    [Fact]
    public void SnapshotHigherThanTheJournal_GoesOnAfterTheSnapshot()
    {
        Snapshots.Put("a", 7, "all");
        var actor = Start(() => Offered(Recovery.Default));

        actor.Tell("x", TestActor);

        Assert.Equal(["offer all@7", "completed 7", "stored x@8"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void OnReplaySuccess_RunsWhileRecovering_RecoveryCompletedAfterwards()
    {
        Given("a", "x");

        Start(() => new Acting("a")
        {
            OnReplayed = self => TestActor.Tell($"replayed {self.IsRecovering} {self.IsRecoveryFinished}"),
            OnRecover = (self, message) =>
            {
                TestActor.Tell($"{message} {self.IsRecovering}");
                return true;
            },
            OnCommand = static (_, _) => { },
        });

        Assert.Equal(["x True", "replayed True False", "<RecoveryCompleted> False"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void PersistInRecoveryCompleted_IsStoredBeforeTheFirstCommand()
    {
        var actor = Start(() => new Acting("a")
        {
            OnRecover = (self, message) =>
            {
                if (message is RecoveryCompleted)
                {
                    self.PersistAsync("1", TestActor.Tell);
                    self.Persist("2", TestActor.Tell);
                    self.PersistAsync("3", TestActor.Tell);
                }

                return true;
            },
            OnCommand = (_, message) => TestActor.Tell(message),
        });

        actor.Tell("command", TestActor);

        var got = ReceiveN(4).Cast<string>().ToArray();
        Assert.Equal(["1", "2"], got[..2]);
        Assert.Equal(["1", "2", "3"], Stored("a"));
    }

    [Fact]
    public void BecomeDuringRecovery_HoldsForCommands_MessagesToSelfWait()
    {
        Given("a", "x");

        Start(() => new Acting("a")
        {
            OnRecover = (self, message) =>
            {
                if (message is string)
                {
                    self.Me.Tell("to self");
                    self.Switch(m =>
                    {
                        TestActor.Tell($"became {m}");
                        return true;
                    });
                }
                else
                {
                    TestActor.Tell("completed");
                }

                return true;
            },
            OnCommand = (_, message) => TestActor.Tell(message),
        });

        Assert.Equal(["completed", "became to self"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void ThrowingSnapshotHandler_FailsTheRecovery_WithoutAMessage()
    {
        Snapshots.Put("a", 7, "all");

        ExpectRecoveryFailure("bad offer", "", static message => message is SnapshotOffer ? "bad offer" : null);
    }

    [Fact]
    public void ThrowingEventHandler_FailsTheRecovery_WithTheEvent()
    {
        Given("a", "x", "y");

        ExpectRecoveryFailure("bad event", "y", static message => message is "y" ? "bad event" : null);
    }

    [Fact]
    public void FailedSnapshotStore_FailsTheRecovery()
    {
        Snapshots.Error = new IOException("no snapshot");

        ExpectRecoveryFailure("no snapshot", "", static _ => null);
    }

    [Fact]
    public void ThrowingOnRecoveryFailure_StillStops()
    {
        Journal.ReplayError = new IOException("unreadable");

        var actor = Start(() => new Acting("a")
        {
            OnTrouble = static (_, _, _, _) => throw new InvalidOperationException("trouble with trouble"),
            OnCommand = static (_, _) => { },
        });
        Watch(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void RecoveryFailures_AreLogged()
    {
        Given("a", "x");
        Sys.EventStream.Subscribe<Error>(TestActor);
        Start(static () => new Acting("a") { OnRecover = static (_, m) => m is string ? throw new InvalidOperationException("bad") : true, OnCommand = static (_, _) => { } });
        var ofEvent = ExpectMsg<Error>();
        Journal.ReplayError = new IOException("unreadable");
        Start(static () => new Acting("a") { OnCommand = static (_, _) => { } });
        var ofJournal = ExpectMsg<Error>();

        Assert.StartsWith("Exception in ReceiveRecover when replaying event type [System.String] with sequence number [1]", ofEvent.Message.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Persistence failure when replaying events for persistenceId [a]. Last known sequence number [0]", ofJournal.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowingRecoveryCompleted_IsForTheSupervisor_WhatItPersistedIsStored()
    {
        var failed = false;
        var actor = StartUnder(Directive.Restart, () => new Acting("a")
        {
            OnRecover = (self, message) =>
            {
                if (message is RecoveryCompleted && !failed)
                {
                    failed = true;
                    self.Persist("x", static _ => { });
                    throw new InvalidOperationException("completed");
                }

                TestActor.Tell(message.ToString()!);
                return true;
            },
            OnCommand = static (self, message) => self.From.Tell(message),
        });

        actor.Tell("command", TestActor);

        Assert.Equal(["failed completed", "x", "<RecoveryCompleted>", "command"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void SilentSnapshotStore_TimesOut()
    {
        Snapshots.IsSilent = true;
        StartTroubled();
        AwaitCondition(() => Snapshots.Calls == 1);

        Clock.Advance(TimeSpan.FromSeconds(15));
        ExpectNoMsg(20);
        // The circuit breaker of the store is quicker than the recovery: 20 s against 30 s.
        Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Contains("20000 ms", ExpectMsg<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void SilentReplay_TimesOut()
    {
        Given("a", "x", "y");
        Journal.StallAfter = 1;
        StartTroubled();
        AwaitCondition(() => Journal.Stalled);

        Clock.Advance(TimeSpan.FromSeconds(31));

        ExpectMsg("recovery RecoveryTimedOutException: Recovery timed out, didn't get event within 30s, highest sequence number seen 0.");
    }

    [Fact]
    public void CommandsAndReceiveTimeouts_AreUndisturbedByTheRecoveryTimer()
    {
        var actor = Start(() => new Acting("a")
        {
            OnStart = static self => self.Own.SetReceiveTimeout(TimeSpan.FromSeconds(100)),
            OnCommand = (_, message) => TestActor.Tell(message),
        });
        actor.Tell("recovered", TestActor);
        ExpectMsg("recovered");

        // It does not start the timeout anew; its answer shows that the turn which did is over.
        actor.Tell(new Quiet(), TestActor);
        ExpectMsg<Quiet>();
        Clock.Advance(TimeSpan.FromSeconds(99));
        ExpectNoMsg(20);
        Clock.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg<ReceiveTimeout>();
    }

    private void ExpectRecoveryFailure(string reason, string message, Func<object, string?> failsOn)
    {
        var actor = Start(() => new Acting("a")
        {
            OnTrouble = (_, kind, cause, evt) => TestActor.Tell($"{kind} {cause.Message}:{evt}"),
            OnRecover = (_, m) => failsOn(m) is { } text ? throw new InvalidOperationException(text) : true,
            OnCommand = static (_, _) => { },
        });
        Watch(actor);
        ExpectMsg($"recovery {reason}:{message}");
        ExpectTerminated(actor);
    }

    private void StartTroubled() => Start(() => new Acting("a")
    {
        OnTrouble = (_, kind, cause, _) => TestActor.Tell($"{kind} {cause.GetType().Name}: {cause.Message}"),
        OnCommand = static (_, _) => { },
    });

    private Acting Teller() => new("a")
    {
        OnRecover = (self, message) => message switch
        {
            string e => Told($"{e}@{self.LastSequenceNr}"),
            RecoveryCompleted => Told($"completed {self.LastSequenceNr}"),
            _ => false,
        },
        OnCommand = static (_, _) => { },
    };

    private Acting Offered(Recovery recovery) => new("a")
    {
        HowFar = recovery,
        OnRecover = (self, message) => message switch
        {
            string e => Told($"{e}@{self.LastSequenceNr}"),
            SnapshotOffer o => Told($"offer {o.Snapshot}@{self.LastSequenceNr}"),
            _ => Told($"completed {self.LastSequenceNr}"),
        },
        OnCommand = static (self, message) => self.Persist((string)message, e => self.From.Tell($"stored {e}@{self.LastSequenceNr}")),
    };

    private bool Told(string message)
    {
        TestActor.Tell(message);
        return true;
    }

    private sealed record Quiet : INotInfluenceReceiveTimeout;
}
