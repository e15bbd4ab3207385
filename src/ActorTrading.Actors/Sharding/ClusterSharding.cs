using System.Collections.Immutable;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Sharding;

/// <summary>
/// Entities with an id, each alive in one place only, reached through the region of their type whether they are alive or not. The system's
/// end hands their shards off first (<see cref="CoordinatedShutdown.PhaseClusterShardingShutdownRegion"/>).
/// </summary>
public sealed class ClusterSharding
{
    private readonly ActorSystem _system;
    private readonly ActorCell _guardian;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IActorRef> _regions = new(StringComparer.Ordinal);

    private ClusterSharding(ActorSystem system)
    {
        _system = system;
        Settings = ClusterShardingSettings.Create(system);
        var guardian = ((ActorSystemImpl)system).SystemActorOf(Props.CreateBy(static () => new GuardianActor(stopAll: false, null)), "sharding");
        _guardian = ((LocalActorRef)guardian).Cell;
    }

    /// <summary>The defaults.</summary>
    public ClusterShardingSettings Settings { get; }

    /// <summary>Types that were started and whose regions live.</summary>
    public ImmutableHashSet<string> ShardTypeNames
    {
        get
        {
            lock (_lock)
            {
                return [.. _regions.Where(static r => IsAlive(r.Value)).Select(static r => r.Key)];
            }
        }
    }

    /// <summary>The one of that system, made on first use, with a guardian actor below <c>/system</c> that restarts regions that fail.</summary>
    public static ClusterSharding Get(ActorSystem system) => system.Extension(static s => new ClusterSharding(s));

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        Start(typeName, _ => entityProps, settings, messageExtractor);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        Start(typeName, entityPropsFactory, settings, messageExtractor, null, PoisonPill.Instance);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(
        string typeName,
        Props entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardPlacement? placement,
        object handOffStopMessage) => Start(typeName, _ => entityProps, settings, messageExtractor, placement, handOffStopMessage);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(
        string typeName, Props entityProps, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        Start(typeName, _ => entityProps, settings, extractEntityId, extractShardId);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        ExtractEntityId extractEntityId,
        ExtractShardId extractShardId) =>
        Start(typeName, entityPropsFactory, settings, extractEntityId, extractShardId, null, PoisonPill.Instance);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(
        string typeName,
        Props entityProps,
        ClusterShardingSettings settings,
        ExtractEntityId extractEntityId,
        ExtractShardId extractShardId,
        IShardPlacement? placement,
        object handOffStopMessage) =>
        Start(typeName, _ => entityProps, settings, extractEntityId, extractShardId, placement, handOffStopMessage);

    /// <inheritdoc cref="Start(string, Func{string, Props}, ClusterShardingSettings, IMessageExtractor, IShardPlacement, object)"/>
    public IActorRef Start(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        ExtractEntityId extractEntityId,
        ExtractShardId extractShardId,
        IShardPlacement? placement,
        object handOffStopMessage)
    {
        ArgumentNullException.ThrowIfNull(extractEntityId);
        ArgumentNullException.ThrowIfNull(extractShardId);
        return Start(typeName, entityPropsFactory, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), placement, handOffStopMessage);
    }

    /// <summary>Starts the region of an entity type, or returns the one that runs.</summary>
    /// <param name="typeName">Any text; part of the persistence ids under which entities are remembered.</param>
    /// <param name="entityPropsFactory">By entity id; called in the shard's turn for each incarnation.</param>
    /// <param name="placement">Which shards live here. Null: all, from their first message on.</param>
    /// <param name="handOffStopMessage">
    /// Stops an entity on hand-off, shutdown and idle passivation. Persistent entities need one of their own instead of <see cref="PoisonPill"/>.
    /// </param>
    /// <exception cref="ArgumentException">A setting is out of range or the name is empty.</exception>
    public IActorRef Start(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardPlacement? placement,
        object handOffStopMessage)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(entityPropsFactory);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(messageExtractor);
        ArgumentNullException.ThrowIfNull(handOffStopMessage);
        settings.Validate();
        lock (_lock)
        {
            if (_regions.TryGetValue(typeName, out var running) && IsAlive(running))
            {
                return running;
            }

            var setup = new ShardSetup(typeName, entityPropsFactory, settings, new EntityAddress(messageExtractor), handOffStopMessage);
            var region = _guardian.ActorOf(Sharding.ShardRegion.Props(setup, placement ?? Local(typeName, settings)), FreeName(typeName));
            _regions[typeName] = region;
            StopInTime(typeName, region);
            return region;
        }
    }

    /// <exception cref="ArgumentException">The type was not started.</exception>
    public IActorRef ShardRegion(string typeName)
    {
        lock (_lock)
        {
            return _regions.TryGetValue(typeName, out var region)
                ? region
                : throw new ArgumentException($"Shard type [{typeName}] must be started first", nameof(typeName));
        }
    }

    /// <summary>A region has stopped a moment before its guardian gives its name free.</summary>
    private string FreeName(string typeName)
    {
        var name = EntityAddress.ActorName(typeName);
        var free = name;
        for (var i = 2; _guardian.FindChild(free) is not null; i++)
        {
            free = $"{name}+{i}";
        }

        return free;
    }

    private static bool IsAlive(IActorRef region) => region is not InternalActorRef { IsTerminated: true };

    private LocalShardPlacement Local(string typeName, ClusterShardingSettings settings) =>
        new(settings.RememberEntities ? region => _guardian.ActorOf(RememberedShards.Props(typeName, region)) : null);

    private void StopInTime(string typeName, IActorRef region)
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShardingShutdownRegion, $"region-shutdown-{typeName}", async () =>
        {
            await region.GracefulStop(shutdown.Timeout(CoordinatedShutdown.PhaseClusterShardingShutdownRegion), GracefulShutdown.Instance);
            return Done.Instance;
        });
    }
}
