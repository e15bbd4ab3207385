namespace ActorTrading.Actors.Persistence.Query;

/// <summary>A position by number, as in <see cref="PersistentRepr.Ordering"/>. Exclusive: a query from it begins with the next event.</summary>
public sealed class Sequence(long value) : Offset, IComparable<Sequence>, IEquatable<Sequence>
{
    /// <summary>The journal's global order of the event; queries go on behind it.</summary>
    public long Value { get; } = value;

    public static bool operator ==(Sequence? left, Sequence? right) => Equals(left, right);

    public static bool operator !=(Sequence? left, Sequence? right) => !Equals(left, right);

    public static bool operator <(Sequence left, Sequence right) => left.CompareTo(right) < 0;

    public static bool operator <=(Sequence left, Sequence right) => left.CompareTo(right) <= 0;

    public static bool operator >(Sequence left, Sequence right) => left.CompareTo(right) > 0;

    public static bool operator >=(Sequence left, Sequence right) => left.CompareTo(right) >= 0;

    public int CompareTo(Sequence? other) => other is null ? 1 : Value.CompareTo(other.Value);

    public bool Equals(Sequence? other) => other is not null && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as Sequence);

    public override int GetHashCode() => Value.GetHashCode();

    public override string ToString() => $"Sequence({Value})";
}
