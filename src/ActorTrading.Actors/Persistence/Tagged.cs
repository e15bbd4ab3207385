using System.Collections.Immutable;

namespace ActorTrading.Actors.Persistence;

/// <summary>An event with names under which queries by tag find it; only the payload is stored and replayed.</summary>
public sealed record Tagged
{
    /// <summary>Takes the event and its tags; a tag that is named twice counts once.</summary>
    public Tagged(object payload, IEnumerable<string> tags)
    {
        Payload = payload;
        Tags = tags as IImmutableSet<string> ?? tags.ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>The event itself: what is stored, replayed and found by queries.</summary>
    public object Payload { get; }

    /// <summary>The names it is found by. A durable journal refuses the event when one is empty or holds the journal's separator.</summary>
    public IImmutableSet<string> Tags { get; }
}
