namespace ActorTrading.Actors.Persistence;

/// <summary>The command becomes a dead letter; the actor goes on.</summary>
public sealed class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    private DiscardToDeadLetterStrategy()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static DiscardToDeadLetterStrategy Instance { get; } = new();
}
