namespace ActorTrading.Node.Configuration;

/// <summary>Whether this node takes part in running jobs.</summary>
public enum JobUse
{
    /// <summary>Where the feed is an exchange: a made-up or recorded market has nothing to fetch.</summary>
    Auto,

    On,

    Off,
}
