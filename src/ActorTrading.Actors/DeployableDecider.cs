namespace ActorTrading.Actors;

/// <summary>Decides by a table: the first type that fits the exception, in the order given, else the default.</summary>
public sealed class DeployableDecider : IDecider
{
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        DefaultDirective = defaultDirective;
        Pairs = [.. pairs];
    }

    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs)
        : this(defaultDirective, [.. pairs])
    {
    }

    public Directive DefaultDirective { get; }

    public IReadOnlyList<KeyValuePair<Type, Directive>> Pairs { get; }

    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs)
        {
            if (type.IsInstanceOfType(cause))
            {
                return directive;
            }
        }

        return DefaultDirective;
    }
}
