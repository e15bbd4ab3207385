using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>A tree of actors with its scheduler, event stream and log.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    public abstract string Name { get; }

    public abstract ActorSystemOptions Options { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    /// <summary>Throws everything away without a trace; a place to send replies nobody wants.</summary>
    public abstract IActorRef IgnoreRef { get; }

    public abstract ILoggingAdapter Log { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract TimeProvider TimeProvider { get; }

    /// <summary>When the system started, as the time since 0001-01-01 UTC.</summary>
    public abstract TimeSpan StartTime { get; }

    public abstract TimeSpan Uptime { get; }

    /// <summary>Completes when the last actor has stopped.</summary>
    public abstract Task WhenTerminated { get; }

    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>, starting with a letter or digit.</param>
    /// <exception cref="ArgumentException">The name holds something else.</exception>
    public static ActorSystem Create(string name) => Create(name, new ActorSystemOptions());

    /// <inheritdoc cref="Create(string)"/>
    public static ActorSystem Create(string name, ActorSystemOptions options)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        }

        options.Validate();
        return new ActorSystemImpl(name, options);
    }

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, children first; the task is <see cref="WhenTerminated"/>.</summary>
    public abstract Task Terminate();

    public abstract void RegisterOnTermination(Action code);

    /// <summary>The one instance of <typeparamref name="T"/> of this system, made on first use.</summary>
    public abstract T Extension<T>(Func<ActorSystem, T> create)
        where T : class;

    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }
}
