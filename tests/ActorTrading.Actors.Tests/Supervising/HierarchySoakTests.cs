using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Supervising;

/// <summary>
/// A tree of actors that fail, stop, spawn and watch at random under random verdicts. When all is quiet: nobody who lives is suspended
/// or orphaned, every message was handled once or became a dead letter, and every watcher was told once of every end.
/// </summary>
public sealed class HierarchySoakTests
{
    [Fact]
    public void RandomFailures_LoseAndStrandNothing()
    {
        var (failures, restarts, actors) = (0, 0, 0);

        var report = Soak.Run(400, simulation =>
        {
            var ledger = new Ledger(simulation);
            var system = simulation.CreateSystem();
            var letters = system.ActorOf(Props.CreateBy(() => new Letters(ledger)));
            system.EventStream.Subscribe<DeadLetter>(letters);
            var root = system.ActorOf(UnrulyNode.Props(ledger, isRoot: true), "root");
            ledger.Everybody.Add(root);
            for (var i = 0; i < 150; i++)
            {
                ledger.Pick(ledger.Everybody).Tell(ledger.NewOrder());
                for (var steps = simulation.Random.Next(8); steps > 0; steps--)
                {
                    simulation.Step();
                }
            }

            simulation.RunUntilIdle(TimeSpan.FromMinutes(1));
            ledger.IsCalm = true;
            foreach (var actor in ledger.Everybody)
            {
                actor.Tell("answer");
            }

            simulation.RunUntilIdle(TimeSpan.FromMinutes(1));
            ledger.MustBeSettled(root);
            failures += ledger.Failures;
            restarts += ledger.Restarts;
            actors += ledger.Everybody.Count;
        });

        // What chance has done was worth the while.
        Assert.Equal(report.Seeds, report.DistinctTraces);
        Assert.InRange(failures, 3_000, int.MaxValue);
        Assert.InRange(restarts, 1_000, int.MaxValue);
        Assert.InRange(actors, 3_000, int.MaxValue);
    }

    private sealed class Letters : ReceiveActor
    {
        public Letters(Ledger ledger)
        {
            Receive<DeadLetter>(letter =>
            {
                if (letter.Message is Ledger.Order order)
                {
                    ledger.DeadLetter(order);
                }
            });
        }
    }
}
