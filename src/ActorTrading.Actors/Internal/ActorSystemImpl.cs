using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Internal;

internal sealed class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly Stack<Action> _onTermination = new();
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProviderScheduler? _ownScheduler;
    private readonly LocalActorRef _user;
    private readonly LocalActorRef _system;
    private readonly long _startTimestamp;
    private long _uid;
    private long _temp;
    private volatile bool _terminating;
    private bool _finished;

    public ActorSystemImpl(string name, ActorSystemOptions options)
    {
        Name = name;
        Options = options;
        TimeProvider = options.TimeProvider;
        Continuations = options.Dispatcher?.Continuations ?? TaskScheduler.Default;
        _startTimestamp = TimeProvider.GetTimestamp();
        StartTime = TimeSpan.FromTicks(TimeProvider.GetUtcNow().UtcTicks);
        EventStream = new EventStream();
        EventStream.SetLogLevel(options.LogLevel);
        RootPath = new RootActorPath(new Address("akka", name));
        DeadLettersRef = new DeadLetterRef(RootPath / "deadLetters", EventStream);
        IgnoreRef = new IgnoreActorRef(RootPath / "ignore");
        Log = new BusLogging(EventStream, name, typeof(ActorSystem), TimeProvider);
        Scheduler = options.Scheduler ?? (_ownScheduler = new TimeProviderScheduler(TimeProvider, e => Log.Error(e, "A scheduled action failed; it is not run again.")));
        SystemLog.Attach(this);

        var aboveRoot = new FunctionRef(RootPath / "bubble-walker", static (_, _) => { }, OnRootSystemMessage);
        Root = new LocalActorRef(this, Props.CreateBy(static () => new GuardianActor(stopAll: true, null)), aboveRoot, RootPath);
        _system = (LocalActorRef)Root.Cell.ActorOf(Props.CreateBy(static () => new GuardianActor(stopAll: false, null)), "system");
        _user = (LocalActorRef)Root.Cell.ActorOf(Props.CreateBy(() => new GuardianActor(stopAll: false, options.GuardianStrategy)), "user");
        // Only now: the root watches the children it finds when it starts.
        Root.SendSystemMessage(new SystemMessage.Create());
    }

    public LogMutes LogMutes { get; } = new();

    public override string Name { get; }

    public override ActorSystemOptions Options { get; }

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters => DeadLettersRef;

    public override IActorRef IgnoreRef { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override TimeProvider TimeProvider { get; }

    public override TimeSpan StartTime { get; }

    public override TimeSpan Uptime => TimeProvider.GetElapsedTime(_startTimestamp);

    public override Task WhenTerminated => _terminated.Task;

    public override IInternalActorRef Guardian => _user;

    public override IInternalActorRef SystemGuardian => _system;

    public override IInternalActorRef LookupRoot => Root;

    internal DeadLetterRef DeadLettersRef { get; }

    internal ActorPath RootPath { get; }

    public override IActorRefProvider Provider => new LocalActorRefProvider(this);

    internal LocalActorRef Root { get; }

    /// <summary>Where the kernel goes on with what it awaits for actors.</summary>
    internal TaskScheduler Continuations { get; }

    /// <summary>Awaits of the kernel must come back to <see cref="Continuations"/>.</summary>
    internal bool OwnsContinuations => Continuations != TaskScheduler.Default;

    internal bool IsTerminating => _terminating;

    public override IActorRef ActorOf(Props props, string? name = null) => _user.Cell.ActorOf(props, name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => Select(actorPath);

    public override ActorSelection ActorSelection(string actorPath) => Select(actorPath, Root);

    public override void Stop(IActorRef actor)
    {
        var target = InternalActorRef.Of(actor);
        if (target is LocalActorRef { Parent: LocalActorRef parent } local)
        {
            parent.Cell.Stop(local);
        }
        else
        {
            target?.Stop();
        }
    }

    public override Task Terminate()
    {
        // One that was broken off has left the actors alive.
        return Options.CoordinatedShutdown.RunByActorSystemTerminate
            && !CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).IsFaulted
                ? WhenTerminated
                : TerminateActors();
    }

    internal Task TerminateActors()
    {
        _terminating = true;
        _user.Stop();
        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        lock (_onTermination)
        {
            if (_finished)
            {
                throw new InvalidOperationException("ActorSystem already terminated.");
            }

            _onTermination.Push(code);
        }
    }

    public override T Extension<T>(Func<ActorSystem, T> create) =>
        (T)_extensions.GetOrAdd(typeof(T), _ => new Lazy<object>(() => create(this))).Value;

    public override object RegisterExtension(IExtensionId extension) =>
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this))).Value;

    public override bool TryGetExtension(Type extensionType, [NotNullWhen(true)] out object? extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var made) ? made.Value : null;
        return extension is not null;
    }

    public override IActorRef SystemActorOf(Props props, string? name = null) => _system.Cell.ActorOf(props, name);

    internal long NextUid() => Interlocked.Increment(ref _uid);

    internal ActorPath NextTempPath() => RootPath / "temp" / $"$t{Interlocked.Increment(ref _temp)}";

    internal ActorSelection Select(ActorPath path) =>
        new(path.Address == RootPath.Address ? Root : DeadLettersRef, path.Elements);

    internal ActorSelection Select(string path, InternalActorRef from)
    {
        if (path.Length == 0)
        {
            return new ActorSelection(DeadLettersRef, path);
        }

        if (path.Contains("://", StringComparison.Ordinal))
        {
            return ActorPath.TryParse(path, out var absolute) ? Select(absolute) : new ActorSelection(DeadLettersRef, string.Empty);
        }

        return new ActorSelection(path[0] == '/' ? Root : from, path);
    }

    /// <summary>The actor that lives at the path, or a stand-in whose messages become dead letters.</summary>
    internal InternalActorRef Resolve(ActorPath path)
    {
        InternalActorRef? found = path.Root.Address == RootPath.Address ? Root : null;
        foreach (var element in path.Elements)
        {
            found = found?.GetSingleChild(element);
        }

        return found is not null && (path.Uid == 0 || found.Path.Uid == path.Uid) ? found : new EmptyActorRef(path, DeadLettersRef);
    }

    private void OnRootSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Failed failed:
                Log.Error(failed.Cause, "The root guardian failed; the system stops.");
                Root.Stop();
                break;
            case SystemMessage.DeathWatchNotification:
                Finish();
                break;
        }
    }

    private void Finish()
    {
        _terminating = true;
        _ownScheduler?.Dispose();
        while (NextOnTermination() is { } code)
        {
            try
            {
                code();
            }
            catch (Exception e)
            {
                Log.Error(e, "An action on termination failed");
            }
        }

        _terminated.TrySetResult();
    }

    private Action? NextOnTermination()
    {
        lock (_onTermination)
        {
            _finished = !_onTermination.TryPop(out var code);
            return code;
        }
    }
}
