namespace ActorTrading.Actors.Pattern;

/// <summary>Something is in a state in which the operation makes no sense.</summary>
public sealed class IllegalStateException : AkkaException
{
    public IllegalStateException(string message)
        : base(message)
    {
    }

    public IllegalStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
