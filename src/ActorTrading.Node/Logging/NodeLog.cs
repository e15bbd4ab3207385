
namespace ActorTrading.Node.Logging;

/// <summary>The node's log messages; ids come from <see cref="LogEvents"/>. Never pass a secret: the mask works by name and cannot see into a text.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(LogEvents.NodeStarting, LogLevel.Information, "ActorTrading {Version} starting, data in {DataDirectory}")]
    public static partial void NodeStarting(this ILogger logger, string version, string dataDirectory);

    [LoggerMessage(LogEvents.NodeStarted, LogLevel.Information, "Started in {Elapsed} with {Symbols} symbols")]
    public static partial void NodeStarted(this ILogger logger, TimeSpan elapsed, int symbols);

    [LoggerMessage(LogEvents.NodeStopping, LogLevel.Information, "Stopping: {Reason}")]
    public static partial void NodeStopping(this ILogger logger, string reason);

    [LoggerMessage(LogEvents.NodeStopped, LogLevel.Information, "Stopped after {Uptime}")]
    public static partial void NodeStopped(this ILogger logger, TimeSpan uptime);

    [LoggerMessage(LogEvents.NodeFailed, LogLevel.Critical, "The node cannot go on")]
    public static partial void NodeFailed(this ILogger logger, Exception cause);

    [LoggerMessage(LogEvents.ConfigurationLoaded, LogLevel.Information, "Configuration read: {Settings} settings, {Overridden} of them not from the built-in files")]
    public static partial void ConfigurationLoaded(this ILogger logger, int settings, int overridden);

    [LoggerMessage(LogEvents.SettingOverridden, LogLevel.Information, "{Path} = {Value} ({Origin})")]
    public static partial void SettingOverridden(this ILogger logger, string path, string value, string origin);

    [LoggerMessage(LogEvents.FeedStarted, LogLevel.Information, "Feed {Feed} started for {Symbols} symbols")]
    public static partial void FeedStarted(this ILogger logger, string feed, int symbols);

    [LoggerMessage(LogEvents.FeedEnded, LogLevel.Information, "Feed {Feed} ended after {Ticks} ticks")]
    public static partial void FeedEnded(this ILogger logger, string feed, long ticks);

    [LoggerMessage(LogEvents.FeedFailed, LogLevel.Error, "Feed {Feed} failed: {Reason}")]
    public static partial void FeedFailed(this ILogger logger, Exception? cause, string feed, string reason);

    [LoggerMessage(LogEvents.SymbolRecovered, LogLevel.Information, "{Symbol} recovered {Events} events in {Elapsed}")]
    public static partial void SymbolRecovered(this ILogger logger, string symbol, long events, TimeSpan elapsed);

    [LoggerMessage(LogEvents.SymbolSilent, LogLevel.Warning, "{Symbol} has had no trades for {Silence}")]
    public static partial void SymbolSilent(this ILogger logger, string symbol, TimeSpan silence);

    [LoggerMessage(LogEvents.SymbolRestarted, LogLevel.Warning, "{Symbol} was restarted")]
    public static partial void SymbolRestarted(this ILogger logger, Exception cause, string symbol);

    [LoggerMessage(EventId = LogEvents.ActorSaid, Message = "{Actor}: {Text}")]
    public static partial void ActorSaid(this ILogger logger, LogLevel level, Exception? cause, string actor, string text);

    [LoggerMessage(LogEvents.ModelQuarantined, LogLevel.Warning, "Model {Model} of {Symbol} is quarantined until {Until}: {Reason}")]
    public static partial void ModelQuarantined(this ILogger logger, string model, string symbol, DateTimeOffset until, string reason);

    [LoggerMessage(LogEvents.ModelReturned, LogLevel.Information, "Model {Model} of {Symbol} is back")]
    public static partial void ModelReturned(this ILogger logger, string model, string symbol);

    [LoggerMessage(LogEvents.ModelTrained, LogLevel.Information, "Model {Model} of {Symbol} trained on {Rows} rows in {Elapsed}")]
    public static partial void ModelTrained(this ILogger logger, string model, string symbol, int rows, TimeSpan elapsed);

    [LoggerMessage(LogEvents.JournalOpened, LogLevel.Information, "Journal {File} opened")]
    public static partial void JournalOpened(this ILogger logger, string file);

    [LoggerMessage(LogEvents.JournalFailed, LogLevel.Error, "The journal refused a write")]
    public static partial void JournalFailed(this ILogger logger, Exception cause);

    [LoggerMessage(LogEvents.HttpListening, LogLevel.Information, "Listening on {Address}")]
    public static partial void HttpListening(this ILogger logger, string address);

    [LoggerMessage(LogEvents.HttpRequestFailed, LogLevel.Error, "{Method} {Route} failed")]
    public static partial void HttpRequestFailed(this ILogger logger, Exception cause, string method, string route);
}
