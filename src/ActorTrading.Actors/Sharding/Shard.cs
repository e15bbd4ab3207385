using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Sharding;

/// <summary>
/// Parent of the entities of one shard: starts them with their first message, holds back what comes while one stops, remembers them where that
/// is wanted, stops them all on hand-off. What it could not deliver when it stops is left to the region.
/// </summary>
internal sealed partial class Shard : UntypedActor, IWithTimers
{
    private readonly ShardSetup _setup;
    private readonly string _shardId;
    private readonly MessageBuffer _undelivered;
    private readonly ILoggingAdapter _log;
    private readonly bool _passivateIdle;
    private readonly Dictionary<string, Entity> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, Entity> _byRef = [];
    private readonly MessageBuffer _late = new();
    private ITimerScheduler _timers = null!;
    private int _buffered;
    private bool _handingOff;

    private Shard(ShardSetup setup, string shardId, MessageBuffer undelivered)
    {
        _setup = setup;
        _shardId = shardId;
        _undelivered = undelivered;
        _log = Context.GetLogger();
        _passivateIdle = setup.Settings.ShouldPassivateIdleEntities;
    }

    ITimerScheduler IWithTimers.Timers
    {
        get => _timers;
        set => _timers = value;
    }

    private string TypeName => _setup.TypeName;

    private TuningParameters Tuning => _setup.Settings.TuningParameters;

    private bool Remembers => _setup.Settings.RememberEntities;

    public static Props Props(ShardSetup setup, string shardId, MessageBuffer undelivered) =>
        Actors.Props.CreateBy(() => new Shard(setup, shardId, undelivered));

    protected override void PreStart()
    {
        if (_passivateIdle)
        {
            _timers.StartPeriodicTimer(PassivateIdleTick.Instance, PassivateIdleTick.Instance, _setup.Settings.PassivateIdleEntityAfter / 2);
        }

        if (Remembers)
        {
            StartStore();
        }
        else
        {
            Context.Parent.Tell(new ShardInitialized(_shardId));
        }
    }

    protected override void PostStop()
    {
        foreach (var entity in _entities.Values)
        {
            foreach (var asker in entity.AckTo ?? [])
            {
                _undelivered.Add(new ShardRegion.StartEntity(entity.Id), asker);
            }

            _undelivered.AddRange(entity.Buffer?.TakeAll() ?? []);
        }

        _undelivered.AddRange(_late.TakeAll());
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShardingEnvelope:
                Deliver(message);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case Passivate passivate:
                OnPassivate(Sender, passivate.StopMessage);
                break;
            case ShardRegion.StartEntity:
                Deliver(message);
                break;
            case ShardRegion.StartEntityAck started:
                OnStartedElsewhere(started.EntityId);
                break;
            case ShardCoordinator.HandOff:
                OnHandOff();
                break;
            case PassivateIdleTick:
                PassivateIdleEntities();
                break;
            case TimeForEntity time:
                OnTimer(time.Entity);
                break;
            case StopByForce:
                StopRemainingByForce();
                break;
            case GetShardState:
                Sender.Tell(new ShardState(_shardId, [.. _byRef.Values.Select(static e => e.Id)]));
                break;
            case LocateEntity locate:
                var found = _entities.TryGetValue(locate.EntityId, out var entity) ? entity.Ref : null;
                Sender.Tell(new EntityLocation(locate.EntityId, _shardId, Self.Path.Address, new(found)), Context.Parent);
                break;
            case RememberEntitiesShardStore.RememberedEntities or RememberEntitiesShardStore.UpdateDone or StoreTimeout or RestartStore:
                OnStore(message);
                break;
            default:
                Deliver(message);
                break;
        }
    }

    private void Drop(object message, IActorRef sender) =>
        Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    /// <summary>Answered by <see cref="ShardState"/>.</summary>
    internal sealed class GetShardState
    {
        public static readonly GetShardState Instance = new();

        private GetShardState()
        {
        }
    }

    /// <summary>Answered by <see cref="EntityLocation"/>.</summary>
    internal sealed record LocateEntity(string EntityId);

    private sealed class PassivateIdleTick
    {
        public static readonly PassivateIdleTick Instance = new();
    }

    /// <summary>The one timer an entity can have is up.</summary>
    private sealed record TimeForEntity(Entity Entity);

    private sealed class StopByForce
    {
        public static readonly StopByForce Instance = new();
    }

    private sealed class StoreTimeout
    {
        public static readonly StoreTimeout Instance = new();
    }

    private sealed class RestartStore
    {
        public static readonly RestartStore Instance = new();
    }
}
