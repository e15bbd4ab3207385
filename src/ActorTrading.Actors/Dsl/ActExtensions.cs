namespace ActorTrading.Actors.Dsl;

/// <summary>Starts actors without a class of their own.</summary>
public static class ActExtensions
{
    /// <param name="factory">A system, or an actor's context: the new actor's parent.</param>
    /// <param name="config">Sets handlers and hooks; runs in the new actor, again at each restart, so what it captures must be safe to share.</param>
    /// <param name="name">Null: a free one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl> config, string? name = null) =>
        factory.ActorOf(Props.CreateBy(() => new Act(config)), name);

    /// <inheritdoc cref="ActorOf(IActorRefFactory, Action{IActorDsl}, string)"/>
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl, IActorContext> config, string? name = null) =>
        factory.ActorOf(Props.CreateBy(() => new Act(config)), name);
}
