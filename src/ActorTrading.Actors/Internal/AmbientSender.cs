namespace ActorTrading.Actors.Internal;

/// <summary>The implicit sender outside of actors, which only test kits set. Flows with the async flow that set it and ends with it.</summary>
internal static class AmbientSender
{
    /// <summary>Kept up to date per thread, so that a tell outside of actors pays no look-up in the execution context.</summary>
    [ThreadStatic]
    private static IActorRef? t_here;

    private static readonly AsyncLocal<IActorRef?> Flow = new(static change => t_here = change.CurrentValue);

    public static IActorRef? Here => t_here;

    public static void Set(IActorRef? sender) => Flow.Value = sender;
}
