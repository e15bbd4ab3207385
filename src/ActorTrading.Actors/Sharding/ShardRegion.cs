using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Sharding;

/// <summary>
/// The one address of all entities of a type. A message goes region → shard → entity, at most once; messages of one sender to one entity stay
/// in order, also while the entity passivates and while its shard is handed off and given back. What cannot be delivered is a dead letter:
/// no shard or entity id, an extractor that throws, a full buffer, a region that stops.
/// </summary>
public sealed partial class ShardRegion : UntypedActor, IWithTimers
{
    private readonly ShardSetup _setup;
    private readonly IShardPlacement _placement;
    private readonly ILoggingAdapter _log;
    private readonly RegionState _state;
    private readonly Dictionary<IActorRef, ShardSlot> _byShard = [];
    private ITimerScheduler _timers = null!;
    private bool _registered;

    private ShardRegion(ShardSetup setup, IShardPlacement placement, RegionState state)
    {
        _setup = setup;
        _placement = placement;
        _state = state;
        _log = Context.GetLogger();
    }

    ITimerScheduler IWithTimers.Timers
    {
        get => _timers;
        set => _timers = value;
    }

    private string TypeName => _setup.TypeName;

    private TuningParameters Tuning => _setup.Settings.TuningParameters;

    private Dictionary<string, ShardSlot>.ValueCollection Slots => _state.Slots.Values;

    internal static Props Props(ShardSetup setup, IShardPlacement placement)
    {
        var state = new RegionState();
        return Actors.Props.CreateBy(() => new ShardRegion(setup, placement, state));
    }

    /// <summary>
    /// Registers with the placement, which says which shards live here, and asks anew each retry interval. A placement that throws is
    /// logged and asked again.
    /// </summary>
    protected override void PreStart()
    {
        Register();
        _timers.StartPeriodicTimer(Retry.Instance, Retry.Instance, Tuning.RetryInterval);
    }

    /// <summary>Shards end, but what waits is kept for the next instance.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
    }

    /// <summary>Registers again; shards that ran are started again if they are still owned, and what waited for them is kept, in order.</summary>
    protected override void PostRestart(Exception reason)
    {
        PreStart();
        foreach (var slot in Slots)
        {
            if (slot.Shard is not null)
            {
                slot.Stopping = true;
                OnShardStopped(slot);
            }
            else if (slot.Pausing)
            {
                Pause(slot);
            }
            else if (slot.Home is { } home)
            {
                Context.Watch(home);
            }
        }

        StopWhenEmpty();
    }

    /// <summary>Leaves the placement. What still waits becomes dead letters, in its order for each shard.</summary>
    protected override void PostStop()
    {
        Unregister();
        foreach (var slot in Slots)
        {
            // All shards have stopped by now: what they left is older than what waits here.
            Drop(slot.Undelivered.TakeAll());
            Drop(slot.Buffer.TakeAll());
        }
    }

    /// <summary>A shard that fails is stopped, so that each of its ends takes the same way; what happens next is decided on its termination.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => Actors.SupervisorStrategy.StoppingStrategy;

    /// <summary>
    /// Answers commands and queries of sharding; every other message goes to its shard, or waits for the shard in order. Nothing blocks.
    /// </summary>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShardingEnvelope or StartEntity:
                Deliver(message);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case ShardInitialized initialized:
                OnInitialized(initialized.ShardId);
                break;
            case ShardCoordinator.HostShard host:
                OnHostShard(host);
                break;
            case ShardCoordinator.ShardHome home:
                OnShardHome(home);
                break;
            case ShardCoordinator.BeginHandOff begin:
                OnBeginHandOff(begin.Shard);
                break;
            case ShardCoordinator.HandOff handOff:
                OnHandOff(handOff.Shard);
                break;
            case RestartShard restart:
                OnRestartShard(restart.ShardId);
                break;
            case Retry:
                OnRetry();
                break;
            case Sharding.GracefulShutdown:
                OnGracefulShutdown();
                break;
            case IShardRegionQuery query:
                Answer(query);
                break;
            case IShardRegionCommand:
                Unhandled(message);
                break;
            default:
                Deliver(message);
                break;
        }
    }

    private void Drop(List<Envelope> envelopes)
    {
        foreach (var (message, sender) in envelopes)
        {
            Drop(message, sender ?? Context.System.DeadLetters);
        }
    }

    private void Drop(object message, IActorRef sender) =>
        Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    /// <summary>
    /// To a region: start this entity (again), or at least be sure that it is remembered. Understood whatever the extractor; answered by
    /// <see cref="StartEntityAck"/>.
    /// </summary>
    public sealed record StartEntity(string EntityId);

    /// <summary>The entity was started, or ran already; it may still fail to start.</summary>
    public sealed record StartEntityAck(string EntityId, string ShardId) : IDeadLetterSuppression;

    private sealed record RestartShard(string ShardId);

    private sealed class Retry
    {
        public static readonly Retry Instance = new();
    }
}
