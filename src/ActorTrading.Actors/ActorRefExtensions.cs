namespace ActorTrading.Actors;

/// <summary>Asks whether a reference stands for anybody.</summary>
public static class ActorRefExtensions
{
    /// <summary>True for null and for <see cref="ActorRefs.Nobody"/>.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Internal.NobodyRef;

    /// <summary>
    /// The reference, or what the function gives where it is null or <see cref="ActorRefs.Nobody"/>. The function is called only then, on
    /// the caller's thread.
    /// </summary>
    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}
