namespace ActorTrading.Actors.TestKit;

/// <summary>One kind of event that a test looks for.</summary>
internal sealed record EventFilter(string Name, Predicate<object> Matches)
{
    public override string ToString() => Name;
}
