namespace ActorTrading.Actors;

/// <summary>Decides by a function.</summary>
public sealed class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    /// <summary>The function is called for each failure, in the supervisor's turn.</summary>
    /// <exception cref="ArgumentNullException">There is no function.</exception>
    public LocalOnlyDecider(Func<Exception, Directive> decider)
    {
        ArgumentNullException.ThrowIfNull(decider);
        _decider = decider;
    }

    /// <inheritdoc/>
    public Directive Decide(Exception cause) => _decider(cause);
}
