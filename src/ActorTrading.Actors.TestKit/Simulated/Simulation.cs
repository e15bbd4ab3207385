using System.Globalization;
using ActorTrading.Actors.Dispatch;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>
/// Runs whole actor systems on the calling thread, one turn after another, where a seed decides which turn, timer or continuation comes next.
/// The same seed and scenario give the same course (<see cref="TraceHash"/>); another seed gives another interleaving.
/// <para>Time is virtual: it stands still while anything can run, then jumps to the next timer.</para>
/// <para>
/// What is awaited in a scenario or an actor (asks, delays on <see cref="Clock"/>, channels, semaphores) comes back as a step of its own.
/// Three things leave the simulation and must not be used inside one: <c>Task.Run</c>, real I/O or real timers, and
/// <c>ConfigureAwait(false)</c>. What comes back from another thread is noticed and fails the run.
/// </para>
/// <para>
/// Use: <c>Simulation.Run(seed, sim => { var system = sim.CreateSystem(); ...; sim.RunUntil(() => done); })</c>, with an async scenario,
/// or over many seeds with <see cref="Soak"/>. Test probes and test kits made on a simulated system wait in virtual time.
/// Messages are never dropped (local delivery is reliable); faults are late wake-ups and failing actors (<see cref="SimulationOptions"/>),
/// a journal and a snapshot store with latency and failures (<see cref="SimulatedJournal"/>), and the loss of a host (<see cref="Crash"/>).
/// </para>
/// <para>Not thread-safe: one thread at a time. Cost: about a microsecond a turn.</para>
/// </summary>
public sealed class Simulation : IDisposable
{
    private readonly SimulationOptions _options;
    private readonly Agenda _agenda;
    private readonly Timeline _timeline;
    private readonly Trace _trace;
    private readonly Random _faults;
    private readonly List<Host> _hosts = [];
    private int _thread = Environment.CurrentManagedThreadId;
    private string? _escape;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Simulation(int seed, SimulationOptions? options = null)
    {
        _options = options ?? new SimulationOptions();
        _options.Validate();
        Seed = seed;
        var random = new Random(Scatter(seed));
        _agenda = new Agenda(new Random(random.Next()));
        _faults = new Random(random.Next());
        Random = new Random(random.Next());
        _trace = new Trace(_options.TraceLength);
        _timeline = new Timeline(this, _options.Start);
        Scheduler = new SimulationScheduler(this);
        Clock = new SimulatedClock(_timeline, null);
    }

    /// <summary>Decides every choice that is open; with the same scenario it gives the same course.</summary>
    public int Seed { get; }

    /// <summary>For choices of the scenario; follows from the seed.</summary>
    public Random Random { get; }

    /// <summary>Virtual time; its timers outlive every crash.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Virtual time. Never goes back; stands still within a step and while another step can run.</summary>
    public DateTimeOffset Now => _timeline.Now;

    /// <summary>Turns, timers and continuations run so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Depends on the order of all steps so far and on every <see cref="Note"/>.</summary>
    public ulong TraceHash => _trace.Hash;

    internal SimulationScheduler Scheduler { get; }

    /// <summary>Whose turn it is; null outside of turns.</summary>
    internal Host? CurrentHost { get; private set; }

    internal event Action<Host>? Crashed;

    /// <summary>Runs a scenario that drives the simulation itself with <see cref="RunUntil"/> and the like.</summary>
    /// <returns>The trace hash at the end.</returns>
    /// <exception cref="SimulationException">The scenario failed; names seed, cause and the last steps.</exception>
    public static ulong Run(int seed, Action<Simulation> scenario, SimulationOptions? options = null)
    {
        using var simulation = new Simulation(seed, options);
        simulation.Run(scenario);
        return simulation.TraceHash;
    }

    /// <summary>Runs an async scenario to its end: whatever it awaits lets the simulation go on.</summary>
    /// <inheritdoc cref="Run(int, Action{Simulation}, SimulationOptions)"/>
    public static ulong Run(int seed, Func<Simulation, Task> scenario, SimulationOptions? options = null) =>
        Run(seed, simulation => simulation.Await(simulation.Start(() => scenario(simulation))), options);

    /// <summary>A system whose dispatcher, clock and seed are the simulation's; the other options hold as given.</summary>
    public ActorSystem CreateSystem(string name = "sim", ActorSystemOptions? options = null)
    {
        var host = new Host(name, _hosts.Count);
        _hosts.Add(host);
        options = (options ?? new ActorSystemOptions()) with
        {
            Dispatcher = new SimulatedDispatcher(this, host),
            TimeProvider = new SimulatedClock(_timeline, host),
            Scheduler = null,
            Seed = _faults.Next(),
        };
        return ActorSystem.Create(name, options);
    }

    /// <summary>
    /// The system's host is gone, in the middle of whatever it did: no actor of it takes another turn, no PostStop runs, no timer fires.
    /// Writes it has under way in a <see cref="SimulatedJournal"/> are stored or lost, and never acknowledged.
    /// </summary>
    /// <exception cref="ArgumentException">The system is not of this simulation.</exception>
    public void Crash(ActorSystem system)
    {
        var host = system.Options.Dispatcher is SimulatedDispatcher own && own.Simulation == this
            ? own.Host
            : throw new ArgumentException($"The system '{system.Name}' was not made by this simulation's CreateSystem.", nameof(system));
        host.IsDead = true;
        _agenda.RemoveAll(host);
        Crashed?.Invoke(host);
    }

    /// <summary>Runs one step if one can run without time passing; false when not.</summary>
    public bool Step()
    {
        var ran = false;
        Enter(() => ran = TryStep(Now));
        return ran;
    }

    /// <summary>Runs until nothing can run any more before <paramref name="within"/> (default: without time passing) is over.</summary>
    public void RunUntilIdle(TimeSpan within = default) => Enter(() =>
    {
        var end = Now + within;
        while (TryStep(end))
        {
        }
    });

    /// <summary>Runs everything that is due in the span; afterwards that much virtual time has passed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    public void AdvanceTime(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var end = Now + span;
        RunUntilIdle(span);
        _timeline.JumpTo(end);
    }

    /// <summary>Runs until the condition holds, looking after each step.</summary>
    /// <param name="limit">Virtual time; null = <see cref="SimulationOptions.TimeLimit"/>.</param>
    /// <exception cref="SimulationException">The condition does not hold in time, or nothing can happen any more.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan? limit = null)
    {
        if (!TryRunUntil(condition, limit ?? _options.TimeLimit, out var isStuck))
        {
            throw new SimulationException(Seed, isStuck
                ? "Nothing can happen any more, and the condition does not hold. What is waited for may have left the simulation (thread pool, real timer, ConfigureAwait(false)), or is never sent."
                : $"The condition does not hold after {limit ?? _options.TimeLimit} of virtual time.");
        }
    }

    /// <summary>Runs until the task is done; its error is thrown.</summary>
    public void Await(Task task, TimeSpan? limit = null)
    {
        RunUntil(() => task.IsCompleted, limit);
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Await(Task, TimeSpan?)"/>
    public T Await<T>(Task<T> task, TimeSpan? limit = null)
    {
        RunUntil(() => task.IsCompleted, limit);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Starts an async piece of the scenario beside the rest; it begins and goes on as steps of the simulation.</summary>
    public Task Start(Func<Task> piece) =>
        Task.Factory.StartNew(piece, CancellationToken.None, TaskCreationOptions.None, Scheduler).Unwrap();

    /// <summary>Puts something into the trace: what scenarios note counts for the hash, and is shown with a failure.</summary>
    public void Note(string what) => _trace.Add(Now, what);

    /// <summary>Its systems are gone as they are: no actor of theirs takes another turn, no PostStop runs and no timer of theirs fires.</summary>
    public void Dispose()
    {
        foreach (var host in _hosts)
        {
            host.IsDead = true;
        }
    }

    /// <returns>False when the condition does not hold in time.</returns>
    internal bool TryRunUntil(Func<bool> condition, TimeSpan limit, out bool isStuck)
    {
        var holds = false;
        var stuck = false;
        Enter(() =>
        {
            var end = limit >= DateTimeOffset.MaxValue - Now ? DateTimeOffset.MaxValue : Now + limit;
            while (!(holds = condition()))
            {
                if (!TryStep(end))
                {
                    stuck = _timeline.NextDue() is null;
                    _timeline.JumpTo(stuck ? Now : end);
                    return;
                }
            }
        });
        isStuck = stuck;
        return holds;
    }

    internal void AddTurn(IRunnable turn, Host host, bool isNew)
    {
        if (host.IsDead || !IsOnItsThread("an actor was woken"))
        {
            return;
        }

        if (isNew && _faults.Hits(_options.LateWakeUps))
        {
            var delay = _faults.Between(TimeSpan.FromTicks(1), _options.MaxWakeUpDelay);
            _ = new SimulatedTimer(_timeline, host, _ => _agenda.Add(turn, host), null).Change(delay, Timeout.InfiniteTimeSpan);
            return;
        }

        _agenda.Add(turn, host);
    }

    internal void AddTask(Task task)
    {
        if (IsOnItsThread("a continuation came back"))
        {
            _agenda.Add(task, null);
        }
    }

    /// <summary>Work from elsewhere is not taken: its order would not follow from the seed. The run fails at its next step.</summary>
    internal bool IsOnItsThread(string what)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return true;
        }

        _escape ??= $"Something left the simulation: {what} by thread {Environment.CurrentManagedThreadId}, while it runs on {_thread}. "
            + $"Look for Task.Run, ConfigureAwait(false), real timers or real I/O.{Environment.NewLine}{Environment.StackTrace}";
        return false;
    }

    /// <summary>A stream of choices of its own for one source of faults.</summary>
    internal Random NewRandom() => new(_faults.Next());

    /// <summary>Generators of neighbouring seeds begin with nearly the same numbers: hundreds of them make the same first choices.</summary>
    private static int Scatter(int seed)
    {
        var z = unchecked((uint)seed * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return unchecked((int)(z ^ (z >> 31)));
    }

    private void Run(Action<Simulation> scenario)
    {
        try
        {
            Enter(() => scenario(this));
        }
        catch (Exception e)
        {
            throw new SimulationException(
                Seed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Seed {Seed} failed after {Steps} steps and {Now - _options.Start} of virtual time: {e.Message}{Environment.NewLine}Last steps:{Environment.NewLine}{_trace.Describe()}"),
                e);
        }
    }

    /// <summary>All code of the simulation runs under its scheduler and under nobody's synchronisation context.</summary>
    private void Enter(Action body)
    {
        if (ActorCell.Current is not null)
        {
            throw new InvalidOperationException("An actor cannot drive the simulation that it is part of.");
        }

        if (TaskScheduler.Current == Scheduler && _thread == Environment.CurrentManagedThreadId)
        {
            body();
            return;
        }

        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            Scheduler.Enter(body);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private bool TryStep(DateTimeOffset end)
    {
        if (_escape is { } escape)
        {
            throw new SimulationException(Seed, escape);
        }

        while (true)
        {
            while (_timeline.TryTakeDue(out var timer))
            {
                _agenda.Add(timer);
            }

            if (_agenda.TryTake(out var work))
            {
                Execute(work);
                return true;
            }

            if (_timeline.NextDue() is not { } next || next > end)
            {
                return false;
            }

            _timeline.JumpTo(next);
        }
    }

    private void Execute(Work work)
    {
        if (++Steps > _options.StepLimit)
        {
            throw new SimulationException(Seed, $"More than {_options.StepLimit} steps: a live-lock?");
        }

        var outer = CurrentHost;
        CurrentHost = work.Host;
        _trace.Add(Now, work.What);
        try
        {
            switch (work.What)
            {
                case IRunnable turn:
                    FailByChance(turn);
                    turn.Run();
                    break;
                case SimulatedTimer timer:
                    timer.Fire();
                    break;
                case Task task:
                    Scheduler.Run(task);
                    break;
            }
        }
        finally
        {
            CurrentHost = outer;
        }
    }

    private void FailByChance(IRunnable turn)
    {
        if (_options.ActorFailures > 0 && turn is ActorCell { SelfRef: var self }
            && (_options.MayFail?.Invoke(self.Path) ?? self.Path.Elements is ["user", _, ..]) && _faults.Hits(_options.ActorFailures))
        {
            self.SendSystemMessage(new SystemMessage.Fault(new SimulatedFailureException($"{self.Path} fails by chance.")));
        }
    }
}
