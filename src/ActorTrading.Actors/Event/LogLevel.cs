namespace ActorTrading.Actors.Event;

/// <summary>How grave a log event is, the least first. Log adapters drop what is below <see cref="EventStream.LogLevel"/>.</summary>
public enum LogLevel
{
    /// <summary>For those who look for errors.</summary>
    DebugLevel,

    /// <summary>The normal course of things.</summary>
    InfoLevel,

    /// <summary>Something is wrong, and the system copes.</summary>
    WarningLevel,

    /// <summary>Something failed.</summary>
    ErrorLevel,
}
