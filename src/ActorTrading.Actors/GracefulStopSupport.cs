using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits for the end.</summary>
    /// <exception cref="TaskCanceledException">The actor had not stopped in time (in the task).</exception>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends a message that makes the actor stop and waits for the end, <c>PostStop</c> of its whole subtree included.</summary>
    /// <exception cref="TaskCanceledException">The actor had not stopped in time (in the task).</exception>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (InternalActorRef.Of(target) is not { } actor || actor.IsTerminated)
        {
            return true;
        }

        var observer = DeathObserver.Of(actor);
        await using var timer = (observer.System?.TimeProvider ?? TimeProvider.System).CreateTimer(_ => observer.GiveUp(), null, timeout, Timeout.InfiniteTimeSpan);
        target.Tell(stopMessage, ActorRefs.NoSender);
        return await observer.Stopped ? true : throw new TaskCanceledException($"{target} had not stopped after {timeout}.");
    }
}
