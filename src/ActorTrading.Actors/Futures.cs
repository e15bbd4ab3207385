using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Asks: a message out, the reply as a task.</summary>
public static class Futures
{
    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>The reply. A <see cref="Status.Failure"/> faults the task unless <typeparamref name="T"/> takes it; what comes late is a dead letter.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">What is asked.</param>
    /// <param name="timeout">Null: <see cref="ActorSystemOptions.AskTimeout"/>; zero or less: none.</param>
    /// <param name="cancellationToken">Cancels the task; a reply that comes after that is thrown away.</param>
    /// <exception cref="AskTimeoutException">No reply in time (in the task).</exception>
    /// <exception cref="ArgumentException">The reply is no <typeparamref name="T"/> (in the task).</exception>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var asker = new AskRef<T>(SystemOf(self), timeout, cancellationToken);
        self.Tell(message, asker);
        return asker.Task;
    }

    /// <param name="messageFactory">Makes the message from the ref the reply is to be sent to.</param>
    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var asker = new AskRef<T>(SystemOf(self), timeout, cancellationToken);
        self.Tell(messageFactory(asker), asker);
        return asker.Task;
    }

    internal static ActorSystemImpl? SystemOf(ICanTell target) => target switch
    {
        LocalActorRef local => local.Cell.SystemImpl,
        IActorRefFacade facade => SystemOf(facade.Target),
        ActorSelection { Anchor: LocalActorRef anchor } => anchor.Cell.SystemImpl,
        _ => ActorCell.Current?.SystemImpl,
    };
}
