namespace ActorTrading.Actors;

/// <summary>An actor that can put messages aside. They come back to the mailbox at a restart and become dead letters at a stop.</summary>
public interface IActorStash
{
    /// <summary>Set by the kernel when the actor is made.</summary>
    IStash Stash { get; set; }
}
