namespace ActorTrading.Actors.Persistence;

/// <summary>The sender gets <paramref name="response"/>, the command is dropped, the actor goes on.</summary>
public sealed class ReplyToStrategy(object response) : IStashOverflowStrategy
{
    public object Response { get; } = response;
}
