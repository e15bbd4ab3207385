namespace ActorTrading.Node.Logging;

/// <summary>Where readable log lines go.</summary>
public enum LogConsole
{
    /// <summary>Standard output: the long-running node, whose log is what it prints.</summary>
    Output,

    /// <summary>Standard error: verbs whose standard output is a result.</summary>
    Error,
}
