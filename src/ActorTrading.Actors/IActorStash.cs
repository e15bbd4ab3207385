namespace ActorTrading.Actors;

public interface IActorStash
{
    /// <summary>Set by the kernel when the actor is made.</summary>
    IStash Stash { get; set; }
}
