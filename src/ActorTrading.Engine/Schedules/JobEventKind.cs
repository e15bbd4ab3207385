namespace ActorTrading.Engine.Schedules;

/// <summary>What may happen to a job.</summary>
public enum JobEventKind
{
    /// <summary>This node has the run.</summary>
    Started,

    /// <summary>It said what it did.</summary>
    Done,

    /// <summary>It failed; it is tried again when it is due the next time.</summary>
    Failed,

    /// <summary>The lease was lost, or the node stops: the run was broken off and is still due.</summary>
    BrokenOff,
}
