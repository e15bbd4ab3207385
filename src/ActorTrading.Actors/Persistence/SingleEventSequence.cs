namespace ActorTrading.Actors.Persistence;

/// <summary>One event, the usual case. Equal to another sequence of one equal event.</summary>
/// <param name="evt">Replayed in place of the stored one.</param>
public sealed class SingleEventSequence(object evt) : IEventSequence, IEquatable<IEventSequence>
{
    private readonly object[] _events = [evt];

    /// <inheritdoc/>
    public IEnumerable<object> Events => _events;

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => other is not null && other.Events.SequenceEqual(_events);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => _events[0]?.GetHashCode() ?? 0;
}
