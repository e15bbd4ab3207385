using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Simulated;

public sealed class SimulatedJournalTest
{
    private static readonly SimulatedStoreOptions Slow = new() { MinLatency = TimeSpan.FromSeconds(1), MaxLatency = TimeSpan.FromSeconds(2) };

    [Fact]
    public void Acknowledgement_ComesAfterTheEventIsStored_AndAfterTheLatency()
    {
        Simulation.Run(1, async sim =>
        {
            var journal = new SimulatedJournal(sim, Slow);
            var start = sim.Now;

            await journal.WriteAsync([Event("a", 1)]);

            Assert.InRange(sim.Now - start, Slow.MinLatency, Slow.MaxLatency);
            Assert.Equal(1, await journal.Inner.ReadHighestSequenceNrAsync("a"));
        });
    }

    [Fact]
    public void ReportedFailures_LeaveTheEventStoredOrNot_RejectionsNever()
    {
        var outcomes = new HashSet<(Type, long)>();
        var options = Slow with { WriteFailures = 0.4, WriteRejections = 0.4 };

        Soak.Run(60, async sim =>
        {
            var journal = new SimulatedJournal(sim, options);
            var error = await Record.ExceptionAsync(() => journal.WriteAsync([Event("a", 1)]));
            outcomes.Add((error?.GetType() ?? typeof(Done), await journal.Inner.ReadHighestSequenceNrAsync("a")));
        });

        Assert.Equal(
            [(typeof(Done), 1), (typeof(EventRejectedException), 0), (typeof(SimulatedFailureException), 0), (typeof(SimulatedFailureException), 1)],
            outcomes.OrderBy(static o => o.Item1.Name, StringComparer.Ordinal).ThenBy(static o => o.Item2));
    }

    [Fact]
    public void AHostThatCrashes_HearsNoMore_AndItsWriteIsStoredOrLost()
    {
        var stored = new HashSet<long>();
        Soak.Run(40, sim =>
        {
            var journal = new SimulatedJournal(sim, Slow);
            var system = sim.CreateSystem(options: new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
            var acknowledged = false;
            var actor = system.ActorOf(Props.CreateBy(() => new Writer(() => acknowledged = true)));
            sim.AdvanceTime(TimeSpan.FromSeconds(10));
            actor.Tell("event");
            sim.AdvanceTime(TimeSpan.FromSeconds(0.9));
            sim.Crash(system);
            sim.AdvanceTime(TimeSpan.FromMinutes(1));

            Assert.False(acknowledged);
            stored.Add(sim.Await(journal.Inner.ReadHighestSequenceNrAsync("w")));
        });

        Assert.Equal([0, 1], stored.Order());
    }

    [Fact]
    public void EndFaults_LeavesLatencyOnly()
    {
        Simulation.Run(1, async sim =>
        {
            var journal = new SimulatedJournal(sim, Slow with { WriteFailures = 1, ReadFailures = 1 });
            await Assert.ThrowsAsync<SimulatedFailureException>(() => journal.WriteAsync([Event("a", 1)]));
            await Assert.ThrowsAsync<SimulatedFailureException>(() => journal.ReadHighestSequenceNrAsync("a"));

            journal.EndFaults();

            await journal.WriteAsync([Event("b", 1)]);
            Assert.Equal(1, await journal.ReadHighestSequenceNrAsync("b"));
        });
    }

    private static PersistentRepr Event(string id, long number) => new("e", number, id, "w", 0, []);

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer(Action acknowledged)
        {
            Recover<string>(static _ => { });
            Command<string>(e => Persist(e, _ => acknowledged()));
        }

        public override string PersistenceId => "w";
    }
}
