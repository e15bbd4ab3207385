using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors;

/// <summary>A value that may be missing. Null is missing.</summary>
[SuppressMessage("Design", "CA1000", Justification = "Its maker and its empty one are members of the type, as users of it know them.")]
public readonly struct Option<T> : IEquatable<Option<T>>
{
    private readonly T? _value;

    /// <summary>Null makes it empty.</summary>
    public Option(T? value)
    {
        _value = value;
        HasValue = value is not null;
    }

    /// <summary>Nothing; also what the default of the type is.</summary>
    public static Option<T> None => default;

    /// <summary>There is a value, which is then not null.</summary>
    public bool HasValue { get; }

    /// <summary>There is none.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>The default of <typeparamref name="T"/> where it is missing.</summary>
    public T Value => _value!;

    /// <summary>Null becomes <see cref="None"/>.</summary>
    public static implicit operator Option<T>(T? value) => new(value);

    /// <summary>Equal as by <see cref="Equals(Option{T})"/>.</summary>
    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    /// <summary>Not equal as by <see cref="Equals(Option{T})"/>.</summary>
    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>Null makes an empty one.</summary>
    public static Option<T> Create(T? value) => new(value);

    /// <summary>The value, or the fallback where it is missing.</summary>
    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    /// <summary>This one if it has a value, else the alternative, which may be empty too.</summary>
    public Option<T> OrElse(Option<T> alternative) => HasValue ? this : alternative;

    /// <summary>The function's result for the value, empty when that is null. Without a value the function is not called.</summary>
    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? new Option<TNew>(selector(Value)) : default;

    /// <summary>The function's result for the value. Without a value the function is not called.</summary>
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(Value) : default;

    /// <summary>
    /// Runs the action on the value, now and on the caller's thread; without one it does nothing. What it throws reaches the caller.
    /// </summary>
    public void OnSuccess(Action<T> action)
    {
        if (HasValue)
        {
            action(Value);
        }
    }

    /// <summary>Two are equal when both are empty, or both have values that are equal by their type's own equality.</summary>
    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T?>.Default.Equals(_value, other._value);

    /// <inheritdoc cref="Equals(Option{T})"/>
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    /// <summary>That of the value; 0 when it is missing.</summary>
    public override int GetHashCode() => HasValue ? Value!.GetHashCode() : 0;

    /// <summary><c>Some&lt;value&gt;</c> or <c>None</c>.</summary>
    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
