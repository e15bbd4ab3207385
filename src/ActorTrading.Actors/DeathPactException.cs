namespace ActorTrading.Actors;

/// <summary>A watched actor stopped and the watcher did not handle <see cref="Terminated"/>.</summary>
public sealed class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    /// <summary>The watched actor that has stopped.</summary>
    public IActorRef DeadActor { get; } = deadActor;
}
