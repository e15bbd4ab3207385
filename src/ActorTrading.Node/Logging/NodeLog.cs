using ActorTrading.Feeds.Exchanges.Live;

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

    [LoggerMessage(EventId = LogEvents.ConnectionChanged, Message = "Connection {Connection} is {State}: {Reason}")]
    public static partial void ConnectionChanged(this ILogger logger, LogLevel level, string connection, ConnectionState state, string reason);

    [LoggerMessage(LogEvents.SeriesFetched, LogLevel.Information, "Series {Series} fetched: {Values} values, {Inserted} new, {Revised} revised, {Refused} refused")]
    public static partial void SeriesFetched(this ILogger logger, string series, int values, long inserted, long revised, int refused);

    [LoggerMessage(LogEvents.SeriesFailed, LogLevel.Warning, "Series {Series} could not be fetched and is asked again later: {Reason}")]
    public static partial void SeriesFailed(this ILogger logger, Exception? cause, string series, string reason);

    [LoggerMessage(LogEvents.SynchronisationStarted, LogLevel.Information, "Keeping {Series} series of {Exchange} complete in {Place}")]
    public static partial void SynchronisationStarted(this ILogger logger, int series, string exchange, string place);

    [LoggerMessage(LogEvents.SynchronisationFailed, LogLevel.Error, "Synchronisation failed and begins again in {Pause}: {Reason}")]
    public static partial void SynchronisationFailed(this ILogger logger, Exception? cause, TimeSpan pause, string reason);

    [LoggerMessage(LogEvents.SynchronisationTroubled, LogLevel.Warning, "Candles cannot be kept complete at the moment, it is tried again: {Reason}")]
    public static partial void SynchronisationTroubled(this ILogger logger, string reason);

    [LoggerMessage(EventId = LogEvents.ActorSaid, Message = "{Actor}: {Text}")]
    public static partial void ActorSaid(this ILogger logger, LogLevel level, Exception? cause, string actor, string text);

    [LoggerMessage(LogEvents.JournalOpened, LogLevel.Information, "Journal {Place} opened")]
    public static partial void JournalOpened(this ILogger logger, string place);

    [LoggerMessage(LogEvents.HttpListening, LogLevel.Information, "Listening on {Address}")]
    public static partial void HttpListening(this ILogger logger, string address);

    [LoggerMessage(LogEvents.MarketDataOpened, LogLevel.Information, "Market data {Place} opened")]
    public static partial void MarketDataOpened(this ILogger logger, string place);

    [LoggerMessage(LogEvents.MarketRecordingFailed, LogLevel.Error, "Recording market data failed and is tried again in {Pause}: {Reason}")]
    public static partial void MarketRecordingFailed(this ILogger logger, Exception? cause, TimeSpan pause, string reason);

    [LoggerMessage(LogEvents.JobStarted, LogLevel.Debug, "Job {Job} started ({Schedule})")]
    public static partial void JobStarted(this ILogger logger, string job, string schedule);

    [LoggerMessage(EventId = LogEvents.JobDone, Message = "Job {Job} done in {Elapsed}: {Result}")]
    public static partial void JobDone(this ILogger logger, LogLevel level, string job, TimeSpan elapsed, string result);

    [LoggerMessage(LogEvents.JobFailed, LogLevel.Warning, "Job {Job} failed, the next time it is due it is tried again: {Reason}")]
    public static partial void JobFailed(this ILogger logger, string job, string reason);

    [LoggerMessage(LogEvents.JobBrokenOff, LogLevel.Information, "Job {Job} was broken off after {Elapsed}: {Reason}")]
    public static partial void JobBrokenOff(this ILogger logger, string job, TimeSpan elapsed, string reason);
}
