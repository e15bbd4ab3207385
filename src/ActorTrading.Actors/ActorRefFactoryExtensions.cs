namespace ActorTrading.Actors;

/// <summary>Shorter ways to make and to find actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Makes a child by its parameterless constructor.</summary>
    /// <inheritdoc cref="IActorRefFactory.ActorOf"/>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    /// <summary>A selection that begins at <paramref name="anchorRef"/>.</summary>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new ActorSelection(anchorRef, actorPath);
    }
}
