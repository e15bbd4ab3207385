using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Waits for the end of an actor without being one.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Waits, outside of actors, for the end of one: true when it has stopped or had stopped before, false when cancelled first.</summary>
    /// <exception cref="InvalidOperationException">The ref is none of this kernel's (in the task).</exception>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (InternalActorRef.Of(target) is not { } actor)
        {
            throw new InvalidOperationException($"{target} cannot be watched: it is no actor of this kernel.");
        }

        if (actor.IsTerminated)
        {
            return true;
        }

        var observer = DeathObserver.Of(actor);
        await using var registration = token.UnsafeRegister(static o => ((DeathObserver)o!).GiveUp(), observer);
        return await observer.Stopped;
    }
}
