namespace ActorTrading.Actors.Pattern;

/// <summary>Something is in a state in which the operation makes no sense.</summary>
public sealed class IllegalStateException : AkkaException
{
    /// <summary>Says in which state, and what would be right.</summary>
    public IllegalStateException(string message)
        : base(message)
    {
    }

    /// <summary>With the error that showed it.</summary>
    public IllegalStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
