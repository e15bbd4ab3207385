using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Gives each system its <see cref="CoordinatedShutdown"/>, set up as its options say.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <summary>Called once per system. Adds the task that stops all actors in the last phase, where the options say so.</summary>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var options = system.Options.CoordinatedShutdown;
        var shutdown = new CoordinatedShutdown(system, options.Phases);
        if (options.TerminateActorSystem && options.Phases.ContainsKey(CoordinatedShutdown.PhaseActorSystemTerminate))
        {
            var kernel = (ActorSystemImpl)system;
            shutdown.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", () => kernel.TerminateActors().ContinueWith(
                static _ => Done.Instance, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, kernel.Continuations));
        }

        return shutdown;
    }
}
