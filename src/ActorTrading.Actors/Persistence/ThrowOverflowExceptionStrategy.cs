namespace ActorTrading.Actors.Persistence;

/// <summary>The actor fails with <see cref="StashOverflowException"/>; its supervisor decides. The command is lost.</summary>
public sealed class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    private ThrowOverflowExceptionStrategy()
    {
    }

    public static ThrowOverflowExceptionStrategy Instance { get; } = new();
}
