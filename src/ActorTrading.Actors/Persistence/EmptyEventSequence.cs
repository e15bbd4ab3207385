namespace ActorTrading.Actors.Persistence;

/// <summary>No event: nothing is replayed in place of the stored one. Equal to every other sequence without events.</summary>
public sealed class EmptyEventSequence : IEventSequence, IEquatable<IEventSequence>
{
    /// <inheritdoc/>
    public IEnumerable<object> Events => [];

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => other is not null && !other.Events.Any();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
