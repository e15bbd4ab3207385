namespace ActorTrading.Node.Configuration;

/// <summary>How important a log message is, least first.</summary>
public enum LogLevelName
{
    Verbose,
    Debug,
    Information,
    Warning,
    Error,
    Fatal,
}
