namespace ActorTrading.Actors.Sharding;

/// <summary>An entity of which a shard knows nothing has no state at all.</summary>
internal enum EntityState
{
    /// <summary>Its start is on the way to the store or waits for the write before; messages wait.</summary>
    RememberingStart,

    /// <summary>Alive; messages go to it.</summary>
    Active,

    /// <summary>Was told to stop; messages wait for the next incarnation.</summary>
    Passivating,

    /// <summary>Stopped by itself though it is to be remembered; the next message, or time, starts it.</summary>
    WaitingForRestart,

    /// <summary>Has passivated, which is on the way to the store or waits for the write before; messages wait.</summary>
    RememberingStop,

    /// <summary>Remembered by this shard, but the extractor now has it in another one, which is starting it.</summary>
    Moving,
}
