namespace ActorTrading.Actors.Persistence.Query;

/// <summary>A position by number, as in <see cref="PersistentRepr.Ordering"/>. Exclusive: a query from it begins with the next event.</summary>
public sealed class Sequence(long value) : Offset, IComparable<Sequence>, IEquatable<Sequence>
{
    /// <summary>The journal's global order of the event; queries go on behind it.</summary>
    public long Value { get; } = value;

    /// <summary>Equal as by <see cref="Equals(Sequence)"/>. Null equals null alone.</summary>
    public static bool operator ==(Sequence? left, Sequence? right) => Equals(left, right);

    /// <summary>Not equal as by <see cref="Equals(Sequence)"/>.</summary>
    public static bool operator !=(Sequence? left, Sequence? right) => !Equals(left, right);

    /// <summary>Orders by number; the left side must not be null.</summary>
    public static bool operator <(Sequence left, Sequence right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="operator &lt;(Sequence, Sequence)"/>
    public static bool operator <=(Sequence left, Sequence right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="operator &lt;(Sequence, Sequence)"/>
    public static bool operator >(Sequence left, Sequence right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="operator &lt;(Sequence, Sequence)"/>
    public static bool operator >=(Sequence left, Sequence right) => left.CompareTo(right) >= 0;

    /// <summary>By number, the earlier position first; null comes before all.</summary>
    public int CompareTo(Sequence? other) => other is null ? 1 : Value.CompareTo(other.Value);

    /// <summary>Two are equal when their numbers are. It says nothing of the journal: the same number in another one is another place.</summary>
    public bool Equals(Sequence? other) => other is not null && Value == other.Value;

    /// <inheritdoc cref="Equals(Sequence)"/>
    public override bool Equals(object? obj) => Equals(obj as Sequence);

    /// <summary>That of the number.</summary>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The number, for logs.</summary>
    public override string ToString() => $"Sequence({Value})";
}
