using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors;

/// <summary>A value that may be missing. Null is missing.</summary>
[SuppressMessage("Design", "CA1000", Justification = "Its maker and its empty one are members of the type, as users of it know them.")]
public readonly struct Option<T> : IEquatable<Option<T>>
{
    private readonly T? _value;

    public Option(T? value)
    {
        _value = value;
        HasValue = value is not null;
    }

    public static Option<T> None => default;

    public bool HasValue { get; }

    public bool IsEmpty => !HasValue;

    /// <summary>The default of <typeparamref name="T"/> where it is missing.</summary>
    public T Value => _value!;

    public static implicit operator Option<T>(T? value) => new(value);

    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    public static Option<T> Create(T? value) => new(value);

    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    public Option<T> OrElse(Option<T> alternative) => HasValue ? this : alternative;

    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? new Option<TNew>(selector(Value)) : default;

    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(Value) : default;

    public void OnSuccess(Action<T> action)
    {
        if (HasValue)
        {
            action(Value);
        }
    }

    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T?>.Default.Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    public override int GetHashCode() => HasValue ? Value!.GetHashCode() : 0;

    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
