namespace ActorTrading.Actors.Streams;

/// <summary>Ends every stream it was put into, also those that begin later.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    internal SharedKillSwitch(string name)
    {
        Name = name;
    }

    /// <summary>For people; two switches of one name have nothing to do with each other.</summary>
    public string Name { get; }

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

    /// <summary>The kind and the name, for logs.</summary>
    public override string ToString() => $"KillSwitch({Name})";
}
