namespace ActorTrading.Actors.Persistence;

/// <summary>The actor fails with <see cref="StashOverflowException"/>; its supervisor decides. The command is lost.</summary>
public sealed class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    private ThrowOverflowExceptionStrategy()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static ThrowOverflowExceptionStrategy Instance { get; } = new();
}
