namespace ActorTrading.Actors.Persistence;

/// <summary>A journal write of one incarnation has ended.</summary>
internal sealed class WriteOutcome(EventWriter writer, Exception? cause) : INotInfluenceReceiveTimeout, IDeadLetterSuppression
{
    public EventWriter Writer { get; } = writer;

    public Exception? Cause { get; } = cause;
}
