namespace ActorTrading.Learning.Tuning;

/// <summary>How a trial ended.</summary>
public enum TrialState
{
    /// <summary>With a loss.</summary>
    Complete,

    /// <summary>Stopped early by the pruner.</summary>
    Pruned,

    /// <summary>With a loss or report that is not a finite number.</summary>
    Failed,
}
