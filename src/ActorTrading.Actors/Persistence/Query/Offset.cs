namespace ActorTrading.Actors.Persistence.Query;

/// <summary>A position in a stream of events: that of an event a consumer has handled, from which it goes on later.</summary>
public abstract class Offset
{
    private protected Offset()
    {
    }

    /// <summary>Before the first event.</summary>
    public static Offset NoOffset() => Query.NoOffset.Instance;

    /// <summary>The position of one event; exclusive, so that the offset of the last handled event is the one to go on from.</summary>
    public static Offset Sequence(long value) => new Sequence(value);
}
