using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Sharding;
using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>One seed of the sharding soak.</summary>
internal sealed class SoakRun
{
    private static readonly string[] Ids = ["a1", "a2", "a3", "b1", "b2", "c1"];
    private static readonly string[] Shards = ["a", "b", "c"];
    private readonly Simulation _sim;
    private readonly string[] _verbs;
    private readonly SoakLedger _ledger;
    private readonly SoakDirector _director;
    private readonly SimulatedJournal _journal;
    private readonly bool _remembers;
    private readonly bool _supervised;
    private readonly List<IActorRef> _regions = [];
    private readonly List<IActorRef> _senders = [];

    public SoakRun(Simulation sim, int nodes, string verbs)
    {
        _sim = sim;
        _verbs = verbs.Split(' ');
        _ledger = new SoakLedger(checkOrder: nodes == 1);
        _director = new SoakDirector(sim.Clock, sim.Random, _ledger);
        _remembers = sim.Random.Next(2) == 0;
        _supervised = sim.Random.Next(3) == 0;
        _journal = new SimulatedJournal(sim, new SimulatedStoreOptions
        {
            MaxLatency = TimeSpan.FromMilliseconds(5),
            WriteFailures = 0.1,
            WriteRejections = 0.03,
            ReadFailures = 0.1,
        });
        for (var node = 0; node < nodes; node++)
        {
            StartNode(node);
        }
    }

    /// <summary>Messages that became dead letters.</summary>
    public int Drive()
    {
        for (var i = 0; i < 120; i++)
        {
            Act();
            if (_sim.Random.Next(3) == 0)
            {
                _sim.AdvanceTime(TimeSpan.FromMilliseconds(_sim.Random.Next(40)));
            }
            else if (_sim.Random.Next(30) == 0)
            {
                _sim.AdvanceTime(TimeSpan.FromSeconds(_sim.Random.Next(20)));
            }

            Check();
        }

        _journal.EndFaults();
        _director.IsReliable = true;
        _sim.AdvanceTime(TimeSpan.FromMinutes(3));
        _director.CheckNothingHangs();
        _director.Settle();
        _sim.AdvanceTime(TimeSpan.FromMinutes(3));
        Check();
        Assert.Empty(_ledger.Missing);
        if (_remembers)
        {
            Assert.Equal(Remembered(), _ledger.Alive);
        }

        End();
        return _ledger.Dead;
    }

    private void Act()
    {
        var region = _regions[_sim.Random.Next(_regions.Count)];
        var shard = Shards[_sim.Random.Next(Shards.Length)];
        switch (_sim.Random.Next(40))
        {
            case 0 or 1:
                _director.Move(shard);
                break;
            case 2:
                _director.Renew(shard);
                break;
            case 3:
                _regions[0].Tell(new ShardRegion.StartEntity(Ids[_sim.Random.Next(Ids.Length)]), _senders[0]);
                break;
            case 4:
                region.Tell(GetShardRegionState.Instance, _senders[0]);
                break;
            case 5 when _sim.Random.Next(4) == 0:
                region.Tell(new ShardCoordinator.BeginHandOff(shard), _senders[0]);
                break;
            default:
                var sender = _sim.Random.Next(_senders.Count);
                var id = Ids[_sim.Random.Next(Ids.Length)];
                var message = _ledger.Next($"s{sender}", id, _verbs[_sim.Random.Next(_verbs.Length)]);
                region.Tell(new ShardingEnvelope(id, message), _senders[sender]);
                break;
        }
    }

    private void Check() => Assert.True(_ledger.Errors.Count == 0, string.Join(Environment.NewLine, _ledger.Errors));

    /// <summary>What the journal says after all: started and not stopped since.</summary>
    private IEnumerable<string> Remembered()
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var shard in Shards)
        {
            var events = _sim.Await(ReadAsync($"/sharding/soakShard/{shard}"));
            foreach (var e in events)
            {
                switch (e)
                {
                    case EventSourcedRememberEntitiesShardStore.EntitiesStarted started:
                        ids.UnionWith(started.Entities);
                        break;
                    case EventSourcedRememberEntitiesShardStore.EntitiesStopped stopped:
                        ids.ExceptWith(stopped.Entities);
                        break;
                }
            }
        }

        return ids;
    }

    private async Task<List<object>> ReadAsync(string persistenceId)
    {
        var events = new List<object>();
        await foreach (var one in _journal.Inner.ReplayAsync(persistenceId, 0, long.MaxValue, long.MaxValue, CancellationToken.None))
        {
            events.Add(one.Payload);
        }

        return events;
    }

    private void End()
    {
        foreach (var region in _regions)
        {
            region.Tell(GracefulShutdown.Instance, ActorRefs.NoSender);
        }

        _sim.RunUntil(() => _regions.TrueForAll(static r => r is Internal.InternalActorRef { IsTerminated: true }), TimeSpan.FromSeconds(61));
        Check();
        Assert.Empty(_ledger.Alive);
    }

    private void StartNode(int node)
    {
        var system = _sim.CreateSystem($"node{node}", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = _journal } });
        var voice = system.ActorOf(Props.CreateBy(() => new Ear(m =>
        {
            if (m is ShardCoordinator.ShardStopped stopped)
            {
                _director.OnStopped(stopped.Shard);
            }
        })));
        if (node == 0)
        {
            _director.Voice = voice;
        }

        var undertaker = system.ActorOf(Props.CreateBy(() => new Ear(m => _ledger.Died((DeadLetter)m))));
        system.EventStream.Subscribe<DeadLetter>(undertaker);
        _senders.Add(system.ActorOf(Props.CreateBy(static () => new Ear(static _ => { }))));
        _senders.Add(system.ActorOf(Props.CreateBy(static () => new Ear(static _ => { }))));
        _sim.RunUntilIdle();
        _regions.Add(ClusterSharding.Get(system).Start(
            "soak",
            Entity,
            new ClusterShardingSettings { RememberEntities = _remembers, PassivateIdleEntityAfter = TimeSpan.FromSeconds(20) },
            new ByLetter(),
            _director,
            SoakStop.Instance));
    }

    private Props Entity(string id)
    {
        var entity = Props.CreateBy(() => new SoakEntity(id, _ledger, _sim.Clock));
        return _supervised
            ? BackoffSupervisor.Props(Backoff
                .OnStop(entity, "entity", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 0.2)
                .WithFinalStopMessage(static m => m is SoakStop))
            : entity;
    }

    private sealed class Ear(Action<object> hear) : UntypedActor
    {
        protected override void OnReceive(object message) => hear(message);
    }

    private sealed class ByLetter : IMessageExtractor
    {
        public string? EntityId(object message) => null;

        public object? EntityMessage(object message) => message;

        public string? ShardId(object message) => null;

        public string ShardId(string entityId, object? messageHint = null) => entityId[..1];
    }
}
