namespace ActorTrading.Learning.Drift;

/// <summary>What a detector thinks of its stream after a value.</summary>
public enum DriftState
{
    /// <summary>Nothing speaks against the past still being valid.</summary>
    None,

    /// <summary>Suspicious, not proven; only detectors that have two limits say this.</summary>
    Warning,

    /// <summary>The stream has changed. The detector has forgotten what it must and goes on with the new state of affairs.</summary>
    Drift,
}
