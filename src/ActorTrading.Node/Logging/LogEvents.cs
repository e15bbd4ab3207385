namespace ActorTrading.Node.Logging;

/// <summary>
/// The catalogue of event ids of the node's log messages. An id is never used again for something else: alerts are built on them.
/// 1000 to 1099 process, 1100 to 1199 configuration, 1200 to 1299 feeds, 1300 to 1399 engine, 1400 to 1499 models, 1500 to 1599 journal,
/// 1600 to 1699 HTTP, 1700 to 1799 market data.
/// 1600 to 1699 HTTP, 1800 to 1899 jobs.
/// </summary>
public static class LogEvents
{
    public const int NodeStarting = 1000;
    public const int NodeStarted = 1001;
    public const int NodeStopping = 1002;
    public const int NodeStopped = 1003;

    public const int ConfigurationLoaded = 1100;
    public const int SettingOverridden = 1101;

    public const int FeedStarted = 1200;
    public const int FeedEnded = 1201;
    public const int FeedFailed = 1202;
    public const int ConnectionChanged = 1203;

    public const int SeriesFetched = 1250;
    public const int SeriesFailed = 1251;

    public const int SynchronisationStarted = 1210;
    public const int SynchronisationFailed = 1211;
    public const int SynchronisationTroubled = 1212;

    public const int ActorSaid = 1303;

    public const int JournalOpened = 1500;

    public const int HttpListening = 1600;

    public const int MarketDataOpened = 1700;
    public const int MarketRecordingFailed = 1701;

    public const int JobStarted = 1800;
    public const int JobDone = 1801;
    public const int JobFailed = 1802;
    public const int JobBrokenOff = 1803;
}
