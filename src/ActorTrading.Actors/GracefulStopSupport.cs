using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Stops an actor and waits for its end. An async handler that awaits the end of its own actor only gets the time limit.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits for the end.</summary>
    /// <returns>Has it stopped? False when the time was not enough; it may stop later all the same.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends a message that makes the actor stop and waits for the end, <c>PostStop</c> of its whole subtree included.</summary>
    /// <returns>Has it stopped? False when the time was not enough; it may stop later all the same.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (InternalActorRef.Of(target) is not { } actor || actor.IsTerminated)
        {
            return true;
        }

        var observer = DeathObserver.Of(actor);
        await using var timer = (observer.System?.TimeProvider ?? TimeProvider.System).CreateTimer(_ => observer.GiveUp(), null, timeout, Timeout.InfiniteTimeSpan);
        target.Tell(stopMessage, ActorRefs.NoSender);
        return await observer.Stopped;
    }
}
