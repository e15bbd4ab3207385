namespace ActorTrading.Actors;

public static class Decider
{
    public static IDecider From(Func<Exception, Directive> localOnlyDecider) => new LocalOnlyDecider(localOnlyDecider);

    /// <summary>The first pair whose type fits the exception decides.</summary>
    public static IDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new LocalOnlyDecider(cause =>
    {
        foreach (var (type, directive) in pairs)
        {
            if (type.IsInstanceOfType(cause))
            {
                return directive;
            }
        }

        return defaultDirective;
    });
}
