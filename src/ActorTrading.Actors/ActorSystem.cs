using System.Diagnostics.CodeAnalysis;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>A tree of actors with its scheduler, event stream and log.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    /// <summary>Part of every path: <c>akka://name/...</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it was made with.</summary>
    public abstract ActorSystemOptions Options { get; }

    /// <summary>Log events, dead letters, unhandled messages, and whatever actors publish.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Publishes what it is told as a <see cref="DeadLetter"/>; stands for the missing sender.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Throws everything away without a trace; a place to send replies nobody wants.</summary>
    public abstract IActorRef IgnoreRef { get; }

    /// <summary>The system's own log; actors use <c>Context.GetLogger()</c>.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Runs on <see cref="TimeProvider"/>; nothing fires after the system has terminated.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The one clock of timers, timeouts and time stamps.</summary>
    public abstract TimeProvider TimeProvider { get; }

    /// <summary>When the system started, as the time since 0001-01-01 UTC.</summary>
    public abstract TimeSpan StartTime { get; }

    /// <summary>Time since the start, by <see cref="TimeProvider"/>.</summary>
    public abstract TimeSpan Uptime { get; }

    /// <summary>Completes when the last actor has stopped.</summary>
    public abstract Task WhenTerminated { get; }

    /// <param name="name">ASCII letters, digits and <c>-</c>, starting with a letter or digit.</param>
    /// <exception cref="ArgumentException">The name holds something else.</exception>
    public static ActorSystem Create(string name) => Create(name, new ActorSystemOptions());

    /// <inheritdoc cref="Create(string)"/>
    public static ActorSystem Create(string name, ActorSystemOptions options)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        }

        options.Validate();
        return new ActorSystemImpl(name, options);
    }

    /// <summary>Makes a top-level actor below <c>/user</c>. It is created in a turn of its own: messages told from now on wait for it.</summary>
    /// <exception cref="InvalidActorNameException">The name is not valid, or belongs to an actor that has not quite stopped.</exception>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Whatever lives at the path when a message arrives; nobody: dead letters.</summary>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>An absolute path, or one from the root; elements may hold <c>*</c> and <c>?</c>.</summary>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>The actor finishes the message at hand, then its children stop, then it; what it has not read becomes dead letters. Returns at once.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>
    /// Runs <see cref="CoordinatedShutdown"/>, whose last phase stops all actors: those under /user first, children before parents.
    /// The task is <see cref="WhenTerminated"/>; further calls change nothing, except after a shutdown that was broken off:
    /// then the next call stops the actors without it.
    /// </summary>
    public abstract Task Terminate();

    /// <summary>Runs an action when the last actor has stopped, the one registered last first. What it throws is logged.</summary>
    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>The one instance of <typeparamref name="T"/> of this system, made on first use.</summary>
    public abstract T Extension<T>(Func<ActorSystem, T> create)
        where T : class;

    /// <summary>Makes an extension unless the system has it, and gives it. Made once, also when many ask; a failure is thrown to each.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <inheritdoc cref="RegisterExtension"/>
    public object GetExtension(IExtensionId extensionId) => RegisterExtension(extensionId);

    /// <summary>Null unless it is registered.</summary>
    public T? GetExtension<T>()
        where T : class, IExtension => TryGetExtension<T>(out var extension) ? extension : null;

    /// <summary>Whether an extension of that type was made.</summary>
    public bool HasExtension(Type type) => TryGetExtension(type, out _);

    /// <summary>Whether an extension of that type was made.</summary>
    public bool HasExtension<T>()
        where T : class, IExtension => HasExtension(typeof(T));

    /// <summary>The extension, if it was made.</summary>
    public bool TryGetExtension<T>([NotNullWhen(true)] out T? extension)
        where T : class, IExtension
    {
        extension = TryGetExtension(typeof(T), out var found) ? (T)found : null;
        return extension is not null;
    }

    /// <summary>The extension, if it was made.</summary>
    public abstract bool TryGetExtension(Type extensionType, [NotNullWhen(true)] out object? extension);

    /// <summary>Begins <see cref="Terminate"/> and does not wait for it.</summary>
    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }
}
