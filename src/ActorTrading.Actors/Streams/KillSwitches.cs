namespace ActorTrading.Actors.Streams;

/// <summary>Makes switches that end streams from outside; <c>source.ViaKillSwitch(…)</c> puts them to use.</summary>
public static class KillSwitches
{
    /// <summary>A switch for one stream.</summary>
    public static UniqueKillSwitch Single() => new();

    /// <summary>A switch for any number of streams; those begun after it was used end at once.</summary>
    /// <param name="name">For people.</param>
    public static SharedKillSwitch Shared(string name) => new(name);
}
