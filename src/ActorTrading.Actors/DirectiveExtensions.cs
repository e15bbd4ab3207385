namespace ActorTrading.Actors;

/// <summary>Writes the table of a decider.</summary>
public static class DirectiveExtensions
{
    /// <summary>A row for <see cref="Decider.From(Directive, KeyValuePair{Type, Directive}[])"/>.</summary>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
