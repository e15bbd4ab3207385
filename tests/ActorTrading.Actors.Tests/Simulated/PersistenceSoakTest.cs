using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Simulated;

/// <summary>The persistence protocol under random commands, faults, restarts and crashes.</summary>
public sealed class PersistenceSoakTest
{
    private static readonly string[] Verbs =
    [
        "persist", "persist", "twice", "async", "async", "all", "allasync", "nested", "nestedasync", "defer", "later",
        "persistthenfail", "handlerfails", "fail", "snapshot", "stop",
    ];

    [Fact]
    public void AcknowledgedEventsSurvive_RecoveredStateIsWhatIsStored_AndOrderHolds()
    {
        var report = Soak.Run(2000, static sim => new Run(sim).Drive(), new SimulationOptions
        {
            LateWakeUps = 0.02,
            ActorFailures = 0.002,
            MayFail = static path => path.Name == "actor",
        });

        Assert.Equal(report.Seeds, report.DistinctTraces);
    }

    private sealed class Run
    {
        private static readonly string[] Ids = ["one", "two"];

        private readonly Simulation _sim;
        private readonly RecordingJournal _truth = new();
        private readonly SimulatedJournal _journal;
        private readonly SimulatedSnapshotStore _snapshots;
        private readonly Dictionary<string, PersistenceLedger> _ledgers = Ids.ToDictionary(static id => id, static _ => new PersistenceLedger());
        private ActorSystem _system = null!;
        private IActorRef[] _senders = [];
        private IActorRef[] _targets = [];
        private int _number;

        public Run(Simulation sim)
        {
            _sim = sim;
            var faults = new SimulatedStoreOptions
            {
                MaxLatency = TimeSpan.FromMilliseconds(5),
                WriteFailures = 0.05,
                WriteRejections = 0.05,
                ReadFailures = 0.05,
                DeleteFailures = 0.1,
            };
            _journal = new SimulatedJournal(sim, faults, _truth);
            _snapshots = new SimulatedSnapshotStore(sim, faults);
        }

        public void Drive()
        {
            StartSystem();
            for (var i = 0; i < 60; i++)
            {
                if (_sim.Random.Next(40) == 0)
                {
                    _sim.Crash(_system);
                    StartSystem();
                }

                _targets[_sim.Random.Next(_targets.Length)].Tell(
                    new SoakCommand(_number++, Verbs[_sim.Random.Next(Verbs.Length)]), _senders[_sim.Random.Next(_senders.Length)]);
                if (_sim.Random.Next(3) == 0)
                {
                    _sim.AdvanceTime(TimeSpan.FromMilliseconds(_sim.Random.Next(20)));
                }
            }

            _journal.EndFaults();
            _snapshots.EndFaults();
            _sim.AdvanceTime(TimeSpan.FromSeconds(5));
            for (var i = 0; i < Ids.Length; i++)
            {
                Check(Ids[i], _sim.Await(_targets[i].Ask<string[]>("state"), TimeSpan.FromMinutes(1)));
            }
        }

        private void StartSystem()
        {
            _system = _sim.CreateSystem(options: new ActorSystemOptions
            {
                Persistence = new PersistenceOptions
                {
                    Journal = _journal,
                    SnapshotStore = _snapshots,
                    MaxConcurrentRecoveries = _sim.Random.Next(1, 3),
                    MaxMessageBatchSize = _sim.Random.Next(1, 6),
                },
            });
            _senders = [_system.ActorOf(Props.CreateBy(static () => new Silent())), _system.ActorOf(Props.CreateBy(static () => new Silent()))];
            _targets = [.. Ids.Select(id => _system.ActorOf(
                BackoffSupervisor.Props(
                    Props.CreateBy(() => new SoakActor(id, _ledgers[id], _truth)), "actor", TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50), 0.2),
                id))];
        }

        private void Check(string id, string[] state)
        {
            var ledger = _ledgers[id];
            var history = _truth.History(id);
            Assert.True(ledger.Errors.Count == 0, string.Join("\n", ledger.Errors));
            Assert.Empty(_truth.Conflicts);
            Assert.Equal(history.Select(static e => (string)e.Payload), state);
            Assert.True(ledger.Recoveries > 0);

            // No number twice; the only holes are events that were rejected.
            var numbers = history.Select(static e => e.SequenceNr).ToArray();
            Assert.Equal(numbers.Distinct().Order(), numbers);
            var highest = numbers.DefaultIfEmpty(0).Max();
            var holes = Enumerable.Range(1, (int)highest).Select(static n => (long)n).Except(numbers);
            Assert.Subset(ledger.Rejected.Keys.ToHashSet(), holes.ToHashSet());

            var stored = history.ToDictionary(static e => e.SequenceNr, static e => (string)e.Payload);
            Assert.All(ledger.Acknowledged, a => Assert.Equal(a.Value, stored.GetValueOrDefault(a.Key)));
            Assert.DoesNotContain(ledger.Rejected.Values, stored.ContainsValue);
            Assert.All(ledger.Groups, g => Assert.True(g.Count(stored.ContainsValue) is 0 or 3, $"of the group {g[0]} only a part is stored"));
        }
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
