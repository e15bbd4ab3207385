namespace ActorTrading.Actors.Persistence;

/// <summary>What is done about events of a writer that went on writing after another one had taken over.</summary>
public enum ReplayFilterMode
{
    /// <summary>The recovery fails.</summary>
    Fail,

    /// <summary>They are replayed, with a warning.</summary>
    Warn,

    /// <summary>They are left out, with a warning.</summary>
    RepairByDiscardOld,

    /// <summary>They are replayed.</summary>
    Disabled,
}
