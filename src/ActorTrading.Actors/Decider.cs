namespace ActorTrading.Actors;

/// <summary>Makes deciders: what a supervisor answers to which exception.</summary>
public static class Decider
{
    /// <summary>Decides by a function that is called in the supervisor's turn; what it throws is the supervisor's own failure.</summary>
    /// <exception cref="ArgumentNullException">There is no function.</exception>
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);

    /// <summary>The first pair whose type fits the exception decides.</summary>
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new(defaultDirective, pairs);

    /// <inheritdoc cref="From(Directive, KeyValuePair{Type, Directive}[])"/>
    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => new(defaultDirective, pairs);
}
