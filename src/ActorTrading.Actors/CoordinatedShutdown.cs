using ActorTrading.Actors.Event;

namespace ActorTrading.Actors;

/// <summary>Ends a system in order: phase after phase, the tasks of one phase at the same time, each phase with a time limit.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    /// <summary>The first phase: for what must happen while everything still works. 5 s by default.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>No new requests are taken in from here on. 5 s by default.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Requests under way are finished. 5 s by default.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>What served requests is shut down. 5 s by default.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>The last phase with sharding and cluster at work. 5 s by default.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Regions hand off their shards and stop; their tasks are added when regions start. 10 s by default.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>The node says that it leaves. 5 s by default.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>The node is on its way out: what must run once in the cluster moves on. 10 s by default.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Waits until the others know that the node has left. 5 s by default.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>What held the cluster together here is shut down. 5 s by default.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>The last phase in which actors live. 5 s by default.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The last phase: all actors are stopped, unless the options say otherwise. 10 s by default.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private readonly IReadOnlyDictionary<string, Phase> _phases;
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = new(StringComparer.Ordinal);

    /// <summary>Whoever runs it may be an actor, whose turns end with what is shut down: so never back to the caller, only to the system's own place.</summary>
    private readonly bool _comesBack;
    private Task<Done>? _run;

    /// <summary>A sequence of its own, with no part in the system's end; the system's is <see cref="Get"/>.</summary>
    /// <exception cref="ArgumentException">The phases depend on each other in a circle.</exception>
    public CoordinatedShutdown(ExtendedActorSystem system, IReadOnlyDictionary<string, Phase> phases)
    {
        System = system;
        _comesBack = Kernel.OwnsContinuations;
        _phases = phases;
        OrderedPhases = TopologicalSort(phases);
        _log = Logging.GetLogger(system, this);
    }

    /// <summary>Its clock times the phases and its log is told of failures.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Null until the shutdown has begun.</summary>
    public Reason? ShutdownReason { get; private set; }

    /// <summary>All phases in the order in which they run.</summary>
    public IReadOnlyList<string> OrderedPhases { get; }

    /// <summary>The sum of the time limits of all phases that have a task.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            lock (_lock)
            {
                return _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));
            }
        }
    }

    /// <summary>The one of the system. <see cref="ActorSystem.Terminate"/> runs it, unless the options say otherwise.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>The phases, and those they depend on, each behind what it depends on; the order is the same in every run.</summary>
    /// <exception cref="ArgumentException">They depend on each other in a circle.</exception>
    public static List<string> TopologicalSort(IReadOnlyDictionary<string, Phase> phases)
    {
        var order = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var onTheWay = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in phases.Keys.Order(StringComparer.Ordinal))
        {
            Visit(name);
        }

        return order;

        void Visit(string name)
        {
            if (done.Contains(name))
            {
                return;
            }

            if (!onTheWay.Add(name))
            {
                throw new ArgumentException(
                    $"Cycle detected in graph of phases: phase [{name}] depends on itself by way of [{string.Join(", ", onTheWay)}].", nameof(phases));
            }

            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn.Order(StringComparer.Ordinal))
                {
                    Visit(before);
                }
            }

            onTheWay.Remove(name);
            done.Add(name);
            order.Add(name);
        }
    }

    /// <summary>The time limit of a phase.</summary>
    /// <exception cref="ArgumentException">No such phase.</exception>
    public TimeSpan Timeout(string phase) => _phases.TryGetValue(phase, out var known) ? known.Timeout : throw Unknown(phase, nameof(phase));

    /// <summary>Adds a task; from within an earlier phase it may still be added to a later one. Too late it is not run.</summary>
    /// <exception cref="ConfigurationException">No such phase.</exception>
    /// <exception cref="ArgumentException">No name.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        if (!OrderedPhases.Contains(phase, StringComparer.Ordinal))
        {
            throw new ConfigurationException($"Unknown phase [{phase}]; {Right}");
        }

        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out var tasks))
            {
                _tasks[phase] = tasks = [];
            }

            tasks.Add((taskName, task));
        }
    }

    /// <summary>
    /// Runs the phases once; later calls get the same task. A failing or slow task is logged and the shutdown goes on;
    /// in a phase without <see cref="Phase.Recover"/> it ends there and the task carries the error.
    /// </summary>
    /// <param name="fromPhase">Phases before are left out; null = all.</param>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var phases = OrderedPhases.SkipWhile(phase => fromPhase is not null && !string.Equals(phase, fromPhase, StringComparison.Ordinal)).ToList();
        if (fromPhase is not null && phases.Count == 0)
        {
            throw Unknown(fromPhase, nameof(fromPhase));
        }

        TaskCompletionSource<Done> completion;
        lock (_lock)
        {
            if (_run is not null)
            {
                return _run;
            }

            ShutdownReason = reason;
            completion = new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously);
            _run = completion.Task;
        }

        _ = _comesBack
            ? Task.Factory.StartNew(() => RunPhasesAsync(phases, completion), CancellationToken.None, TaskCreationOptions.None, Kernel.Continuations).Unwrap()
            : RunPhasesAsync(phases, completion);
        return completion.Task;
    }

    private Internal.ActorSystemImpl Kernel => (Internal.ActorSystemImpl)System;

    private string Right => $"right would be one of: {string.Join(", ", OrderedPhases)}.";

    private ArgumentException Unknown(string phase, string parameter) => new($"Unknown phase [{phase}]; {Right}", parameter);

    private async Task RunPhasesAsync(List<string> phases, TaskCompletionSource<Done> completion)
    {
        try
        {
            foreach (var phase in phases)
            {
                (string Name, Func<Task<Done>> Run)[] tasks;
                lock (_lock)
                {
                    tasks = _tasks.TryGetValue(phase, out var list) ? [.. list] : [];
                }

                if (tasks.Length > 0 && _phases.TryGetValue(phase, out var settings))
                {
                    _log.Debug("Performing phase [{0}] with {1} tasks: [{2}]", phase, tasks.Length, string.Join(", ", tasks.Select(t => t.Name)));
                    await RunPhaseAsync(phase, settings, tasks).ConfigureAwait(_comesBack);
                }
            }

            completion.SetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _log.Error(e, "Coordinated shutdown ended before its last phase: {0}", e.Message);
            completion.SetException(e);
        }
    }

    private async Task RunPhaseAsync(string phase, Phase settings, (string Name, Func<Task<Done>> Run)[] tasks)
    {
        var work = Task.WhenAll(tasks.Select(t => RunTaskAsync(phase, t.Name, t.Run, settings.Recover)));
        try
        {
            await work.WaitAsync(settings.Timeout, System.TimeProvider).ConfigureAwait(_comesBack);
        }
        catch (TimeoutException e) when (!work.IsCompleted)
        {
            if (!settings.Recover)
            {
                throw new TimeoutException($"Coordinated shutdown phase [{phase}] timed out after {settings.Timeout}", e);
            }

            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, settings.Timeout);
        }
    }

    private async Task RunTaskAsync(string phase, string name, Func<Task<Done>> run, bool recover)
    {
        try
        {
            await run().ConfigureAwait(_comesBack);
        }
        catch (Exception e) when (recover)
        {
            _log.Warning(e, "Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }
}
