using ActorTrading.Actors.Pattern;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class JournalBreakerTest : EventSourcingTest
{
    public JournalBreakerTest()
        : base(static options => options with { JournalCircuitBreaker = options.JournalCircuitBreaker with { MaxFailures = 2 } })
    {
    }

    [Fact]
    public void FailuresInARow_RefuseWritesAtOnce_UntilATrialSucceeds()
    {
        var actors = Enumerable.Range(0, 5).Select(i => Start(() => Persister($"p{i}"))).ToArray();
        foreach (var actor in actors)
        {
            actor.Tell("?", TestActor);
            ExpectMsg("here");
        }

        foreach (var actor in actors[..2])
        {
            Journal.FailNextWrite(new IOException("disk"), atOnce: true);
            actor.Tell("x", TestActor);
            ExpectMsg("failure IOException");
        }

        actors[2].Tell("x", TestActor);
        ExpectMsg("failure OpenCircuitException");
        Clock.Advance(TimeSpan.FromSeconds(30));
        actors[3].Tell("x", TestActor);
        ExpectMsg("x");
        actors[4].Tell("x", TestActor);
        ExpectMsg("x");
        Assert.Empty(Stored("p2"));
    }

    [Fact]
    public void WriteOverTime_Fails_AndTheActorStops()
    {
        var actor = Start(() => Persister("a"));
        actor.Tell("?", TestActor);
        ExpectMsg("here");
        Watch(actor);
        Journal.HoldWrites();
        actor.Tell("x", TestActor);
        // Its answer shows that the turn which sent the write off is over: the write is being timed.
        actor.Tell("?", TestActor);
        ExpectMsg("here");

        Clock.Advance(TimeSpan.FromSeconds(9.9));
        ExpectNoMsg(20);
        Clock.Advance(TimeSpan.FromSeconds(0.1));

        ExpectMsg("failure TimeoutException");
        ExpectTerminated(actor);
        Journal.ReleaseWrites();
    }

    [Fact]
    public void RefusedEvents_SayNothingAgainstTheJournal()
    {
        Journal.Rejects = "bad";
        var actor = Start(() => Persister("a"));
        for (var i = 0; i < 5; i++)
        {
            actor.Tell("bad", TestActor);
            ExpectMsg("rejected EventRejectedException");
        }

        actor.Tell("good", TestActor);

        ExpectMsg("good");
    }

    [Fact]
    public void Recovery_OverAnOpenBreaker_Fails()
    {
        var failing = Start(() => Persister("a"));
        failing.Tell("?", TestActor);
        ExpectMsg("here");
        Journal.ReplayError = new IOException("unreadable");
        Start(() => Persister("b"));
        ExpectMsg("recovery IOException");
        Start(() => Persister("c"));
        ExpectMsg("recovery IOException");

        Start(() => Persister("d"));

        ExpectMsg($"recovery {nameof(OpenCircuitException)}");
    }

    private Acting Persister(string id) => new(id)
    {
        OnTrouble = (_, kind, cause, _) => TestActor.Tell($"{kind} {cause.GetType().Name}"),
        OnCommand = static (self, message) =>
        {
            if (message is "?")
            {
                self.From.Tell("here");
            }
            else
            {
                self.PersistAsync((string)message, self.From.Tell);
            }
        },
    };
}
