namespace ActorTrading.Actors.Dispatch;

/// <summary>Names of dispatchers.</summary>
public static class Dispatchers
{
    /// <summary>
    /// The system's own dispatcher (<see cref="ActorSystemOptions.Dispatcher"/>, else the thread pool), unless the options have another
    /// under this name.
    /// </summary>
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    /// <summary>
    /// The same as <see cref="DefaultDispatcherId"/>, unless the options have another under this name: the kernel keeps no threads apart
    /// for itself.
    /// </summary>
    public const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    /// <summary>Null: the thread pool.</summary>
    /// <exception cref="ConfigurationException">Nobody registered the name.</exception>
    internal static MessageDispatcher? Lookup(ActorSystemOptions options, string id)
    {
        if (options.Dispatchers.TryGetValue(id, out var own))
        {
            return own;
        }

        return id is "" or DefaultDispatcherId or InternalDispatcherId or "akka.actor.task-dispatcher" or "akka.actor.default-blocking-io-dispatcher"
            ? options.Dispatcher
            : throw new ConfigurationException($"Dispatcher [{id}] not configured: it is not in {nameof(ActorSystemOptions)}.{nameof(ActorSystemOptions.Dispatchers)}.");
    }
}
