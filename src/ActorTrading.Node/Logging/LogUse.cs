namespace ActorTrading.Node.Logging;

/// <summary>Who logs.</summary>
public enum LogUse
{
    /// <summary>The long-running node: readable lines on standard output, JSON lines in the file, which it alone owns.</summary>
    Node,

    /// <summary>A verb whose standard output is its result: readable lines on standard error, no file.</summary>
    Verb,
}
