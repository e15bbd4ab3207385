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

    public Type Type { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(typeof(T), message => message is T typed && predicateT(typed));

    public override string ToString() => $"{nameof(PredicateInfo)}<{Type.FullName}>";

    internal bool Matches(object message) => _holds(message);
}
