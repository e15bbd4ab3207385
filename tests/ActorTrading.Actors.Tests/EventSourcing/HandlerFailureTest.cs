namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class HandlerFailureTest : EventSourcingTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resumed_AfterACommandThatPersistedAndThrew_RunsItsHandlerAndGoesOn(bool slowJournal)
    {
        var actor = StartUnder(Directive.Resume, () => new Acting("a") { OnCommand = PersistThenMaybeThrow });
        Hold(slowJournal);
        actor.Tell("one", TestActor);
        actor.Tell("bad", TestActor);
        actor.Tell("two", TestActor);
        Release(slowJournal);

        ExpectMsg("one");
        ExpectMsgAllOf("failed bad", "bad");
        ExpectMsg("two");
        Assert.Equal(["one", "bad", "two"], Stored("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resumed_AfterAHandlerThrew_RunsTheOtherHandlersAndGoesOn(bool slowJournal)
    {
        var actor = StartUnder(Directive.Resume, () => new Acting("a") { OnCommand = PersistAllWithHandlersThatThrowOnBad });
        Hold(slowJournal);
        actor.Tell("one bad two", TestActor);
        actor.Tell("three", TestActor);
        Release(slowJournal);

        ExpectMsg("one");
        ExpectMsgAllOf("failed bad", "two");
        ExpectMsg("three");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restarted_AfterAHandlerThrew_ReplaysAllAndRunsNoOldHandler(bool slowJournal)
    {
        var actor = StartUnder(Directive.Restart, () => new Acting("a") { OnCommand = PersistAllWithHandlersThatThrowOnBad });
        Hold(slowJournal);
        actor.Tell("one bad two", TestActor);
        actor.Tell("?", TestActor);
        Release(slowJournal);

        ExpectMsg("one");
        ExpectMsg("failed bad");
        ExpectMsg("one,bad,two");
        ExpectNoMsg(20);
    }

    [Fact]
    public void Restarted_AfterAHandlerThatPersistedAndThrew_ReplaysThatEventToo()
    {
        var actor = StartUnder(Directive.Restart, () => new Acting("a")
        {
            OnCommand = static (self, message) =>
            {
                if (message is "?")
                {
                    self.From.Tell(string.Join(',', self.State));
                    return;
                }

                self.Persist("outer", _ =>
                {
                    self.Persist("inner", static _ => { });
                    throw new InvalidOperationException("handler");
                });
            },
        });

        actor.Tell("go", TestActor);
        actor.Tell("?", TestActor);

        ExpectMsg("failed handler");
        ExpectMsg("outer,inner");
    }

    [Fact]
    public void Restarted_KeepsTheOrderOfCommands_AndIsToldTheFailingOne()
    {
        var actor = StartUnder(Directive.Restart, () => new Acting("a")
        {
            OnRestart = message => TestActor.Tell($"restart {message}"),
            OnCommand = static (self, message) =>
            {
                if (message is "bad")
                {
                    throw new InvalidOperationException("bad");
                }

                self.Persist(message, self.From.Tell);
            },
        });
        Journal.HoldWrites();
        foreach (var command in new[] { "1", "bad", "2", "3", "4" })
        {
            actor.Tell(command, TestActor);
        }

        Journal.ReleaseWrites();

        ExpectMsg("1");
        ExpectMsgAllOf("failed bad", "restart bad");
        Assert.Equal(["2", "3", "4"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void StoppedInAHandler_RunsNoFurtherHandler()
    {
        var actor = Start(() => new Acting("a")
        {
            OnCommand = static (self, message) => self.PersistAll(((string)message).Split(' '), e =>
            {
                self.From.Tell(e);
                if (e == "stop")
                {
                    self.Own.Stop(self.Me);
                }
            }),
        });
        Watch(actor);

        actor.Tell("one stop two", TestActor);

        ExpectMsg("one");
        ExpectMsg("stop");
        ExpectTerminated(actor);
        Assert.Equal(["one", "stop", "two"], Stored("a"));
    }

    [Fact]
    public void ThrowingOnPersistRejected_IsForTheSupervisor()
    {
        Journal.Rejects = "bad";
        var actor = StartUnder(Directive.Restart, () => new Acting("a")
        {
            OnTrouble = static (_, kind, _, _) => throw new InvalidOperationException(kind),
            OnCommand = static (self, message) => self.Persist((string)message, self.From.Tell),
        });

        actor.Tell("bad", TestActor);
        actor.Tell("good", TestActor);

        ExpectMsg("failed rejected");
        ExpectMsg("good");
    }

    [Fact]
    public void ThrowingOnPersistFailure_StillStops()
    {
        var actor = Start(() => new Acting("a")
        {
            OnTrouble = (self, kind, _, _) =>
            {
                self.From.Tell(kind);
                throw new InvalidOperationException(kind);
            },
            OnCommand = static (self, message) => self.Persist((string)message, self.From.Tell),
        });
        Watch(actor);
        Journal.FailNextWrite(new IOException("disk"), atOnce: false);

        actor.Tell("x", TestActor);

        ExpectMsg("failure");
        ExpectTerminated(actor);
    }

    [Fact]
    public void RejectedGroup_TellsTheSenderOfEachEvent_AndItsNumbersAreNotUsedAgain()
    {
        Journal.Rejects = "bad";
        var actor = Start(() => new Acting("a")
        {
            OnTrouble = static (self, kind, _, evt) => self.From.Tell($"{kind} {evt}"),
            OnCommand = static (self, message) => self.PersistAll(((string)message).Split(' '), e => self.From.Tell($"{e}@{self.LastSequenceNr}")),
        });

        actor.Tell("good bad", TestActor);
        actor.Tell("next", TestActor);

        Assert.Equal(["rejected good", "rejected bad", "next@3"], ReceiveN(3).Cast<string>());
        Assert.Equal(["next"], Stored("a"));
    }

    private void Hold(bool slowJournal)
    {
        if (slowJournal)
        {
            Journal.HoldWrites();
        }
    }

    private void Release(bool slowJournal)
    {
        if (slowJournal)
        {
            Journal.ReleaseWrites();
        }
    }

    private static void PersistThenMaybeThrow(Acting self, object message)
    {
        self.Persist((string)message, self.From.Tell);
        if (message is "bad")
        {
            throw new InvalidOperationException("bad");
        }
    }

    private static void PersistAllWithHandlersThatThrowOnBad(Acting self, object message)
    {
        if (message is "?")
        {
            self.From.Tell(string.Join(',', self.State));
            return;
        }

        self.PersistAll(((string)message).Split(' '), e =>
        {
            if (e == "bad")
            {
                throw new InvalidOperationException("bad");
            }

            self.From.Tell(e);
        });
    }
}
