namespace ActorTrading.Actors;

/// <summary>Makes actors for <see cref="Props"/> in a way of its own, such as from a container.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type of the actors made.</summary>
    Type ActorType { get; }

    /// <summary>A new instance for each start and restart; runs in the new actor's turn.</summary>
    ActorBase Produce();

    /// <summary>The instance has stopped or was replaced.</summary>
    void Release(ActorBase actor);
}
