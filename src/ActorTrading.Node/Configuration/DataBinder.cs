using ActorTrading.Engine.Schedules;
using ActorTrading.Market;

namespace ActorTrading.Node.Configuration;

/// <summary>Turns the settings of the data platform into options.</summary>
internal static class DataBinder
{
    /// <summary>The section <c>database</c>, or <c>sync.database-url</c> where that is set.</summary>
    public static DatabaseOptions Database(SectionReader root)
    {
        var section = root.Section("database");
        var options = new DatabaseOptions
        {
            Kind = section.Choice<DatabaseKind>("kind"),
            File = OptionsBinder.NotEmpty(section, "file"),
            Host = section.Text("host"),
            Port = section.Int32("port", 1, 65535),
            Name = section.Text("name"),
            User = section.Text("user"),
            Password = section.Text("password"),
            Schema = section.Parsed("schema", DatabaseUrl.SchemaForm, (string text, out string schema) => DatabaseUrl.IsSchema(schema = text), "market"),
        };
        if (!IsHost(options.Host))
        {
            // Not shown: who puts more than a host here may have put a password.
            section.Refuse("host", "must be the name or IP address of a host, or the full path of a socket's folder: user, password and port have settings of their own.");
        }

        if (root.Section("sync").Parsed("database-url", DatabaseUrl.Form, (string text, out string url) => DatabaseUrl.IsValid(url = text), "") is { Length: > 0 } address)
        {
            return DatabaseUrl.Apply(address, options);
        }

        if (options.Kind == DatabaseKind.PostgreSql && options.Host.Length == 0)
        {
            section.Refuse("kind", "postgresql needs actortrading.database.host (or DB_HOST).");
        }

        options = options.Kind != DatabaseKind.Auto ? options : options with { Kind = options.Host.Length > 0 ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite };
        if (options.Kind == DatabaseKind.PostgreSql)
        {
            MustBeGiven("name", options.Name);
            MustBeGiven("user", options.User);
        }

        return options;

        void MustBeGiven(string name, string value)
        {
            if (value.Length == 0)
            {
                section.Refuse(name, $"is empty: postgresql needs it (or DB_{name.ToUpperInvariant()}).");
            }
        }
    }

    private static bool IsHost(string text) => text.Length == 0 || text[0] == '/' || System.Net.IPAddress.TryParse(text.Trim('[', ']'), out _)
        || text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    public static SyncOptions Sync(SectionReader s) => new()
    {
        Timeout = s.Duration("timeout", "1s", "10m"),
        MaxRetryAttempts = s.Int32("max-retry-attempts", 0, 20),
        BatchSize = s.Int32("batch-size", 1, 1_000_000),
        SyncInterval = s.Duration("sync-interval", "1s", "1d"),
        DataRetentionDays = s.Int32("data-retention-days", 0, 36_500),
        EnableBackfill = s.Boolean("enable-backfill"),
        EnableValidation = s.Boolean("enable-validation"),
        EnableConsistencyCheck = s.Boolean("enable-consistency-check"),
        Exchange = s.Parsed("exchange", "okx or binance", (string text, out string exchange) => (exchange = text) is "okx" or "binance", "okx"),
        Symbols = s.List<Symbol>("symbols", "a symbol such as BTC-USDT", 0, 1000, Symbol.TryParse),
        Timeframes = s.List<Timeframe>("timeframes", $"one of {string.Join(", ", Timeframe.All)}", 1, Timeframe.All.Count, Timeframe.TryParse),
        RedisUrl = s.Parsed("redis-url", "empty or an address such as \"redis://cache:6379/0\" or \"rediss://user:password@cache\"", (string text, out string url) => IsRedis(url = text), ""),
    };

    public static ScheduleOptions Schedule(SectionReader s) => new()
    {
        Jobs = s.Choice<JobUse>("jobs"),
        Lease = s.Duration("lease", "1s", "1h"),
        Maintain = s.Parsed<CronSchedule?>("maintain", "a cron expression of five fields, such as \"0 10 * * *\", or empty", TryCron, null),
        Sync = s.Boolean("sync"),
    };

    private static bool TryCron(string text, out CronSchedule? schedule)
    {
        schedule = null;
        try
        {
            schedule = text.Length == 0 ? null : CronSchedule.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public static ExchangeOptions Exchange(SectionReader s) => new()
    {
        RestHosts = s.List<Uri>("rest-hosts", "an address such as \"https://www.okx.com\"", 1, 20, (string text, out Uri uri) => TryAddress(text, "http", out uri)),
        WebSocketHosts = s.List<Uri>("websocket-hosts", "an address such as \"wss://ws.okx.com:8443\"", 1, 20, (string text, out Uri uri) => TryAddress(text, "ws", out uri)),
    };

    public static ExchangeFeedSettings ExchangeFeed(SectionReader s)
    {
        var settings = new ExchangeFeedSettings
        {
            Symbols = s.List<Symbol>("symbols", "a symbol such as BTC-USDT", 1, 1000, Symbol.TryParse),
            Channels = s.List<FeedChannel>("channels", "trades or candles", 1, 2, TryChannel),
            History = s.Duration("history", "0s", "730d"),
            LongestCatchUp = s.Duration("longest-catch-up", "1m", "7d"),
            StaleIntervals = s.Number("stale-intervals", 2, 1_000_000),
            StaleAtLeast = s.Duration("stale-at-least", "100ms", "1h"),
            StaleAtMost = s.Duration("stale-at-most", "1s", "1d"),
        };
        if (settings.StaleAtMost < settings.StaleAtLeast)
        {
            s.Refuse("stale-at-most", "is shorter than stale-at-least.");
        }

        return settings;
    }

    private static bool TryChannel(string text, out FeedChannel channel)
    {
        channel = text == "trades" ? FeedChannel.Trades : FeedChannel.Candles;
        return text is "trades" or "candles";
    }

    private static bool TryAddress(string text, string scheme, out Uri address)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out address!) || (address.Scheme != scheme && address.Scheme != scheme + "s") || address.PathAndQuery != "/")
        {
            return false;
        }

        // Nobody takes a user or a password there: they would only come up in messages.
        address = new Uri(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        return true;
    }

    private static bool IsRedis(string text) => text.Length == 0
        || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "redis" or "rediss" && address.Host.Length > 0
            && address.Port is -1 or > 0 && (address.AbsolutePath.Trim('/') is var database) && (database.Length == 0 || (database.Length < 4 && database.All(char.IsAsciiDigit))));
}
