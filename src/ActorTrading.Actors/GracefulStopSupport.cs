using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits for the end.</summary>
    /// <exception cref="TaskCanceledException">The actor had not stopped in time (in the task).</exception>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not InternalActorRef actor || actor.IsTerminated)
        {
            return true;
        }

        var clock = (target as LocalActorRef)?.Cell.SystemImpl.TimeProvider ?? TimeProvider.System;
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watcher = new FunctionRef(target.Path / "graceful-stop", static (_, _) => { }, message =>
        {
            if (message is SystemMessage.DeathWatchNotification)
            {
                stopped.TrySetResult(true);
            }
        });
        await using var timer = clock.CreateTimer(
            _ => stopped.TrySetException(new TaskCanceledException($"{target} had not stopped after {timeout}.")), null, timeout, Timeout.InfiniteTimeSpan);
        actor.SendSystemMessage(new SystemMessage.Watch(actor, watcher));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            return await stopped.Task;
        }
        catch (TaskCanceledException)
        {
            actor.SendSystemMessage(new SystemMessage.Unwatch(watcher));
            throw;
        }
    }
}
