using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Ends a system in order: phase after phase, the tasks of one phase at the same time, each phase with a time limit.</summary>
public sealed class CoordinatedShutdown
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop,
        PhaseBeforeClusterShutdown, PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting,
        PhaseClusterExitingDone, PhaseClusterShutdown, PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly ActorSystemImpl _system;
    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = new(StringComparer.Ordinal);
    private Task<Done>? _run;

    private CoordinatedShutdown(ActorSystemImpl system)
    {
        _system = system;
        _log = Logging.GetLogger(system, this);
    }

    /// <summary>Null until the shutdown has begun.</summary>
    public Reason? ShutdownReason { get; private set; }

    /// <summary>The sum of all phases' time limits.</summary>
    public TimeSpan TotalTimeout => Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.Extension(static s => new CoordinatedShutdown((ActorSystemImpl)s));

    public TimeSpan Timeout(string phase) =>
        _system.Options.ShutdownPhaseTimeouts.TryGetValue(Known(phase), out var timeout) ? timeout : _system.Options.ShutdownPhaseTimeout;

    /// <summary>Adds a task; from within an earlier phase it may still be added to a later one.</summary>
    /// <exception cref="ArgumentException">No such phase, or no name.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        lock (_lock)
        {
            if (!_tasks.TryGetValue(Known(phase), out var tasks))
            {
                _tasks[phase] = tasks = [];
            }

            tasks.Add((taskName, task));
        }
    }

    /// <summary>Runs the phases once; later calls get the same task. A failing or slow task is logged and the shutdown goes on.</summary>
    /// <param name="fromPhase">Phases before are left out; null = all.</param>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        var first = fromPhase is null ? 0 : Array.IndexOf(Phases, Known(fromPhase));
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

        _ = RunPhasesAsync(first, completion);
        return completion.Task;
    }

    private static string Known(string phase) => Array.IndexOf(Phases, phase) >= 0
        ? phase
        : throw new ArgumentException($"Unknown phase [{phase}]; right would be one of: {string.Join(", ", Phases)}.", nameof(phase));

    private async Task RunPhasesAsync(int first, TaskCompletionSource<Done> completion)
    {
        foreach (var phase in Phases.Skip(first))
        {
            (string Name, Func<Task<Done>> Run)[] tasks;
            lock (_lock)
            {
                tasks = _tasks.TryGetValue(phase, out var list) ? [.. list] : [];
            }

            await RunPhaseAsync(phase, tasks);
        }

        await _system.TerminateActors();
        completion.SetResult(Done.Instance);
    }

    private async Task RunPhaseAsync(string phase, (string Name, Func<Task<Done>> Run)[] tasks)
    {
        if (tasks.Length == 0)
        {
            return;
        }

        try
        {
            await Task.WhenAll(tasks.Select(t => RunTaskAsync(phase, t.Name, t.Run))).WaitAsync(Timeout(phase), _system.TimeProvider);
        }
        catch (TimeoutException e)
        {
            _log.Warning(e, "Coordinated shutdown phase [{0}] timed out after {1}", phase, Timeout(phase));
        }
    }

    private async Task RunTaskAsync(string phase, string name, Func<Task<Done>> run)
    {
        try
        {
            await run();
        }
        catch (Exception e)
        {
            _log.Warning(e, "Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }

    /// <summary>Why the system ends.</summary>
    public class Reason;

    public sealed class UnknownReason : Reason
    {
        public static readonly UnknownReason Instance = new();
    }

    public sealed class ActorSystemTerminateReason : Reason
    {
        public static readonly ActorSystemTerminateReason Instance = new();
    }

    public sealed class ClrExitReason : Reason
    {
        public static readonly ClrExitReason Instance = new();
    }
}
