namespace ActorTrading.Actors.TestKit;

/// <summary>A predicate together with the type of message it is about.</summary>
public sealed class PredicateInfo
{
    private readonly Func<object, bool> _holds;

    private PredicateInfo(Type type, Func<object, bool> holds)
    {
        Type = type;
        _holds = holds;
    }

    /// <summary>Messages of this type, or derived from it, are put to the predicate; others do not fit.</summary>
    public Type Type { get; }

    /// <summary>
    /// Fits messages of type <typeparamref name="T"/> for which the predicate holds. It runs on the thread that expects; what it throws comes
    /// out of the expectation.
    /// </summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(typeof(T), message => message is T typed && predicateT(typed));

    /// <summary>Names the type of message: so a failure lists the predicates that nothing came for.</summary>
    public override string ToString() => $"{nameof(PredicateInfo)}<{Type.FullName}>";

    internal bool Matches(object message) => _holds(message);
}
