namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>Commands that wait already come before the handlers of events that do not hold them back, even when the journal answers at once.</summary>
public sealed class PersistAsyncOrderTest : EventSourcingTest
{
    [Fact]
    public void PersistAsync_OfAQuickJournal_LetsWaitingCommandsOvertakeTheHandler()
    {
        var actor = Start(() => new Acting("a") { OnCommand = Store });

        actor.Tell("first", TestActor);

        ExpectAll("first", "second", "first stored", "second stored");
        Assert.Equal(["first", "second"], Stored("a"));
    }

    [Fact]
    public void PersistAsync_AtTheEndOfATask_LetsWaitingCommandsOvertakeTheHandler()
    {
        var actor = Start(() => new Acting("a")
        {
            OnCommand = (self, message) => self.RunIt(async () =>
            {
                await Task.Yield();
                Store(self, message);
            }),
        });

        actor.Tell("first", TestActor);

        ExpectAll("first", "second", "first stored", "second stored");
    }

    [Fact]
    public void Persist_AfterPersistAsync_HoldsBackWhatComesAfterIt_AndKeepsTheOrderOfTheHandlers()
    {
        var actor = Start(() => new Acting("a")
        {
            OnCommand = (self, message) =>
            {
                TestActor.Tell(message);
                switch (message)
                {
                    case "first":
                        self.Me.Tell("second", TestActor);
                        self.Me.Tell("third", TestActor);
                        self.PersistAsync("first", e => TestActor.Tell(e + " stored"));
                        break;
                    case "second":
                        self.Persist("second", e => TestActor.Tell(e + " stored"));
                        break;
                }
            },
        });

        actor.Tell("first", TestActor);

        ExpectAll("first", "second", "first stored", "second stored", "third");
    }

    [Fact]
    public void PersistAsync_WhoseActorStopsBeforeItsHandler_IsStoredWithoutADeadLetter()
    {
        Sys.EventStream.Subscribe<Event.DeadLetter>(TestActor);
        var actor = Start(() => new Acting("a")
        {
            OnCommand = (self, message) =>
            {
                self.PersistAsync((string)message, e => TestActor.Tell(e));
                self.Own.Stop(self.Me);
            },
        });
        Watch(actor);

        actor.Tell("last", TestActor);

        ExpectTerminated(actor);
        Assert.Equal(["last"], Stored("a"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private void Store(Acting self, object message)
    {
        if (message is "first")
        {
            self.Me.Tell("second", TestActor);
        }

        TestActor.Tell(message);
        self.PersistAsync((string)message, e => TestActor.Tell(e + " stored"));
    }

    private void ExpectAll(params string[] messages)
    {
        foreach (var message in messages)
        {
            ExpectMsg(message);
        }
    }
}
