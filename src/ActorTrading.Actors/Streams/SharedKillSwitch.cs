namespace ActorTrading.Actors.Streams;

/// <summary>Ends every stream it was put into, also those that begin later.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    internal SharedKillSwitch(string name)
    {
        Name = name;
    }

    public string Name { get; }

    internal KillSwitchState State { get; } = new();

    public void Shutdown() => State.End(null);

    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        State.End(cause);
    }

    public override string ToString() => $"KillSwitch({Name})";
}
