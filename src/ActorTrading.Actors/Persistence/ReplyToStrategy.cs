namespace ActorTrading.Actors.Persistence;

/// <summary>The sender gets <paramref name="response"/>, the command is dropped, the actor goes on.</summary>
public sealed class ReplyToStrategy(object response) : IStashOverflowStrategy
{
    /// <summary>Told to the sender of each command that finds no room. The same object each time: it must be immutable.</summary>
    public object Response { get; } = response;
}
