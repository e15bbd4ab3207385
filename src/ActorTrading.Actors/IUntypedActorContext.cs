namespace ActorTrading.Actors;

/// <summary>The context of an actor whose behaviours are methods that take every message.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>
    /// Replaces the behaviour on top of the stack, for the messages after this one. What it does not know it has to hand to Unhandled
    /// itself.
    /// </summary>
    void Become(UntypedReceive receive);

    /// <summary>Puts a behaviour on the stack, for the messages after this one; a restart empties the stack.</summary>
    void BecomeStacked(UntypedReceive receive);
}
