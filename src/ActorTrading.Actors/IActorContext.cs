namespace ActorTrading.Actors;

/// <summary>What an actor may use of its surroundings; only during its own turn.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>Stays the same over restarts; may be passed on.</summary>
    IActorRef Self { get; }

    /// <summary>What each incarnation is made from.</summary>
    Props Props { get; }

    /// <summary>Who sent the message at hand; dead letters when nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>The system the actor lives in.</summary>
    ActorSystem System { get; }

    /// <summary>Supervises this actor.</summary>
    IActorRef Parent { get; }

    /// <summary>What was set last; null for none.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Replaces the top of the behaviour stack.</summary>
    void Become(Receive receive);

    /// <summary>The next messages go to this behaviour; the one before comes back by <see cref="UnbecomeStacked"/>. A restart forgets all of them.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Back to the behaviour before; no effect on the first one.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>The children as of now, those that are stopping included, in no particular order.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sends <see cref="Actors.ReceiveTimeout"/> whenever this long no message came; null ends it.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child (or self) after the message it is working on.</summary>
    void Stop(IActorRef child);
}
