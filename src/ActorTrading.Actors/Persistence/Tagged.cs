namespace ActorTrading.Actors.Persistence;

/// <summary>An event with names under which queries by tag find it; only the payload is stored and replayed.</summary>
public sealed record Tagged
{
    public Tagged(object payload, IEnumerable<string> tags)
    {
        Payload = payload;
        Tags = tags as IReadOnlyCollection<string> ?? [.. tags];
    }

    public object Payload { get; }

    public IReadOnlyCollection<string> Tags { get; }
}
