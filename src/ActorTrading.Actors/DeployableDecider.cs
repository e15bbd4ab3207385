namespace ActorTrading.Actors;

/// <summary>Decides by a table: the first type that fits the exception, in the order given, else the default.</summary>
public sealed class DeployableDecider : IDecider
{
    /// <summary>Copies the pairs; the first that fits decides, so put derived types before their bases.</summary>
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        DefaultDirective = defaultDirective;
        Pairs = [.. pairs];
    }

    /// <inheritdoc cref="DeployableDecider(Directive, KeyValuePair{Type, Directive}[])"/>
    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs)
        : this(defaultDirective, [.. pairs])
    {
    }

    /// <summary>For exceptions that no pair fits.</summary>
    public Directive DefaultDirective { get; }

    /// <summary>In the order in which they are tried; a type also stands for those derived from it.</summary>
    public IReadOnlyList<KeyValuePair<Type, Directive>> Pairs { get; }

    /// <inheritdoc/>
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
