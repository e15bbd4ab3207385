namespace ActorTrading.Actors.Persistence;

/// <summary>A journal write of one incarnation has ended, or (<paramref name="ofWrite"/> false) its handlers are to go on.</summary>
internal sealed class WriteOutcome(EventWriter writer, bool ofWrite, Exception? cause) : INotInfluenceReceiveTimeout, IDeadLetterSuppression
{
    public EventWriter Writer { get; } = writer;

    public bool OfWrite { get; } = ofWrite;

    public Exception? Cause { get; } = cause;
}
