using System.Globalization;
using System.Net;
using ActorTrading.Market;

namespace ActorTrading.Node.Configuration;

/// <summary>Turns the settings into options. The ranges stand here and, for people, in <c>reference.conf</c>.</summary>
internal static class OptionsBinder
{
    public static NodeOptions Bind(SectionReader root)
    {
        var sync = DataBinder.Sync(root.Section("sync"));
        return new NodeOptions
        {
            DataDirectory = NotEmpty(root, "data-directory"),
            Log = Log(root.Section("log")),
            Http = Http(root.Section("http")),
            Feed = Feed(root.Section("feed")),
            Market = Market(root.Section("market")),
            Quality = Quality(root.Section("quality")),
            Forecast = Forecast(root.Section("forecast")),
            Models = Models(root.Section("models")),
            Training = Training(root.Section("training")),
            Journal = Journal(root.Section("journal")),
            Database = DataBinder.Database(root),
            Sync = sync,
            Schedule = DataBinder.Schedule(root.Section("schedule")),
            Okx = DataBinder.Exchange(root.Section("exchanges").Section("okx")),
            Binance = DataBinder.Exchange(root.Section("exchanges").Section("binance")),
            Series = SeriesBinder.Bind(root, sync),
        };
    }

    private static LogOptions Log(SectionReader s) => new()
    {
        Level = s.Choice<LogLevelName>("level"),
        Console = s.Boolean("console"),
        File = s.Text("file"),
        RetainedFiles = s.Int32("retained-files", 1, 1000),
        MaxSize = s.Size("max-size", "64 KiB", "1 GiB"),
    };

    private static HttpOptions Http(SectionReader s) => new()
    {
        Address = s.Parsed<string>("address", "an IP address, localhost or *", TryAddress, ""),
        Port = s.Int32("port", 0, 65535),
        BarsPageLimit = s.Int32("bars-page-limit", 1, 100_000),
    };

    private static FeedOptions Feed(SectionReader s)
    {
        var options = new FeedOptions
        {
            Kind = s.Choice<FeedKind>("kind"),
            BatchSize = s.Int32("batch-size", 1, 65536),
            Simulated = Simulated(s.Section("simulated")),
            Recorded = Recorded(s.Section("recorded")),
            Exchange = DataBinder.ExchangeFeed(s.Section("exchange")),
        };
        if (options.Kind == FeedKind.Recorded && options.Recorded.Paths.Count == 0)
        {
            s.Refuse("kind", "recorded needs at least one file or folder in actortrading.feed.recorded.paths.");
        }

        return options;
    }

    private static SimulatedFeedOptions Simulated(SectionReader s) => new()
    {
        Seed = s.Int64("seed", 0, long.MaxValue),
        Symbols = s.List<Symbol>("symbols", "a symbol such as BTC-USDT", 1, 1000, Symbol.TryParse),
        Speed = s.Number("speed", 0, 1_000_000, above: true),
        TradesPerMinute = s.Number("trades-per-minute", 0, 60_000, above: true),
        History = s.Duration("history", "0s", "3650d"),
        Start = s.Parsed<DateTimeOffset>("start", "a time in UTC such as \"2024-01-01T00:00:00Z\" from 1970 to 2200", TryTime, default),
    };

    private static RecordedFeedOptions Recorded(SectionReader s) => new()
    {
        Paths = s.List("paths", "a file or folder", 0, 10_000, (string text, out string path) => (path = text).Length > 0),
        Speed = s.NumberOr("full", "speed", 0, 1_000_000, above: true),
        Sort = s.Boolean("sort"),
    };

    private static MarketOptions Market(SectionReader s)
    {
        var options = new MarketOptions
        {
            DecisionTimeframe = s.Parsed<Timeframe>("decision-timeframe", $"one of {string.Join(", ", Timeframe.All)}", Timeframe.TryParse, Timeframe.M5),
            Horizons = s.List<Horizon>("horizons", "a span of 1m to 30d such as 4h", 1, 8, Horizon.TryParse),
            LabelDown = s.Number("label-down", 0, 0.5, above: true),
            LabelUp = s.Number("label-up", 0, 0.5, above: true),
            BarsRetained = s.Int32("bars-retained", 300, 100_000),
        };
        if (!options.Horizons.SequenceEqual(options.Horizons.Order()))
        {
            s.Refuse("horizons", $"[{string.Join(", ", options.Horizons)}] is not in order: the shortest comes first.");
        }

        if (options.Horizons.FirstOrDefault(h => h.Minutes % options.DecisionTimeframe.Minutes != 0) is { Minutes: > 0 } odd)
        {
            s.Refuse("horizons", $"'{odd}' is not a multiple of decision-timeframe, which is {options.DecisionTimeframe}.");
        }

        return options;
    }

    private static QualityOptions Quality(SectionReader s) => new()
    {
        LateWindow = s.Duration("late-window", "0s", "1m"),
        MaxPriceRatio = s.Number("max-price-ratio", 1, 100, above: true),
        FutureTolerance = s.Duration("future-tolerance", "0s", "1h"),
        Silence = s.Duration("silence", "1s", "7d"),
    };

    private static ForecastOptions Forecast(SectionReader s)
    {
        var blend = s.Section("blend");
        var calibration = s.Section("calibration");
        var conformal = s.Section("conformal");
        return new ForecastOptions
        {
            ConfidenceThreshold = s.Number("confidence-threshold", 0.34, 1),
            IntervalLevel = s.Number("interval-level", 0.5, 0.99),
            Blend = new BlendOptions
            {
                DecayPerHour = blend.Number("decay-per-hour", 0, 1, above: true),
                Share = blend.Number("share", 0, 0.5),
                Eta = blend.Number("eta", 0, 10, above: true),
            },
            Calibration = new CalibrationOptions
            {
                Window = calibration.Int32("window", 100, 1_000_000),
                RefitEvery = calibration.Int32("refit-every", 1, 100_000),
            },
            Conformal = new ConformalOptions
            {
                Window = conformal.Int32("window", 100, 1_000_000),
                Gamma = conformal.Number("gamma", 0, 0.5),
            },
            StaleAfter = s.Duration("stale-after", "1s", "7d"),
        };
    }

    private static ModelOptions Models(SectionReader s) => new()
    {
        SlowAfter = s.Duration("slow-after", "10ms", "5m"),
        MaxFailures = s.Int32("max-failures", 1, 1000),
        FailureWindow = s.Duration("failure-window", "1s", "30d"),
        Quarantine = s.Duration("quarantine", "1s", "30d"),
    };

    private static TrainingOptions Training(SectionReader s) => new()
    {
        Rounds = s.Int32("rounds", 1, 10_000),
        LearningRate = s.Number("learning-rate", 0, 1, above: true),
        MaxDepth = s.Int32("max-depth", 1, 8),
        EarlyStopping = s.Int32("early-stopping", 0, 10_000),
        MaxRows = s.Int32("max-rows", 1000, 10_000_000),
        ValidationShare = s.Number("validation-share", 0.05, 0.5),
        Seed = s.Int64("seed", 0, long.MaxValue),
    };

    private static JournalOptions Journal(SectionReader s)
    {
        var database = s.Section("postgresql");
        var options = new JournalOptions
        {
            Kind = s.Choice<JournalKind>("kind"),
            File = NotEmpty(s, "file"),
            PostgreSql = new PostgreSqlJournalSettings
            {
                Connection = database.Text("connection"),
                Password = database.Text("password"),
                Schema = database.Text("schema"),
            },
            SnapshotEvery = s.Int32("snapshot-every", 1, 1_000_000),
        };
        if (options.PostgreSql.Connection.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            database.Refuse("connection", "holds a password, which would be shown and logged: put it into actortrading.journal.postgresql.password.");
        }

        if (options.Kind == JournalKind.PostgreSql && options.PostgreSql.Connection.Length == 0)
        {
            s.Refuse("kind", "postgresql needs actortrading.journal.postgresql.connection, for example \"Host=db;Database=trading;Username=node\".");
        }

        return options;
    }

    internal static string NotEmpty(SectionReader s, string name) =>
        s.Parsed(name, "a path of at least one character", (string text, out string path) => !string.IsNullOrWhiteSpace(path = text), "");

    private static bool TryAddress(string text, out string address)
    {
        address = text;
        return text is "localhost" or "*" || IPAddress.TryParse(text, out _);
    }

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
        && time.Year is >= 1970 and <= 2200;
}
