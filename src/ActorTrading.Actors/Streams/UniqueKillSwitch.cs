namespace ActorTrading.Actors.Streams;

/// <summary>Ends one stream.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    private int _uses;

    internal UniqueKillSwitch()
    {
    }

    internal KillSwitchState State { get; } = new();

    /// <inheritdoc/>
    public void Shutdown() => State.End(null);

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">There is no cause.</exception>
    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        State.End(cause);
    }

    /// <exception cref="InvalidOperationException">A second stream is being run through it.</exception>
    internal KillSwitchState Use() => Interlocked.Increment(ref _uses) == 1
        ? State
        : throw new InvalidOperationException("A single kill switch ends one run of one stream; take KillSwitches.Shared for more.");
}
