namespace ActorTrading.Actors.Persistence;

/// <summary>The command becomes a dead letter; the actor goes on.</summary>
public sealed class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    private DiscardToDeadLetterStrategy()
    {
    }

    public static DiscardToDeadLetterStrategy Instance { get; } = new();
}
