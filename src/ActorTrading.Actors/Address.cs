namespace ActorTrading.Actors;

/// <summary>Where an actor system is reached: protocol and name, with host and port when it is remote.</summary>
public sealed record Address(string Protocol, string System, string? Host = null, int? Port = null)
{
    /// <summary>No system in particular.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    public bool HasLocalScope => Host is null;

    public bool HasGlobalScope => Host is not null;

    public override string ToString() => Host is null ? $"{Protocol}://{System}" : $"{Protocol}://{System}@{Host}:{Port}";
}
