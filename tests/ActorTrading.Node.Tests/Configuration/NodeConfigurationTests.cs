using ActorTrading.Market;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Tests.Configuration;

public sealed class NodeConfigurationTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.conf");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Load_NoLayers_GivesTheDocumentedDefaults()
    {
        var options = NodeConfiguration.Load(new ConfigurationInputs()).Options;

        Assert.Equal("data", options.DataDirectory);
        Assert.Equal(LogLevelName.Information, options.Log.Level);
        Assert.Equal(16 << 20, options.Log.MaxSize);
        Assert.Equal(("127.0.0.1", 5080, 1000), (options.Http.Address, options.Http.Port, options.Http.BarsPageLimit));
        Assert.Equal(FeedKind.Simulated, options.Feed.Kind);
        Assert.Equal("BTC-USDT ETH-USDT SOL-USDT BNB-USDT XRP-USDT ADA-USDT DOGE-USDT LINK-USDT", string.Join(' ', options.Feed.Simulated.Symbols));
        Assert.Equal(1440.0, options.Feed.Simulated.Speed);
        Assert.Equal(TimeSpan.FromDays(90), options.Feed.Simulated.History);
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), options.Feed.Simulated.Start);
        Assert.Null(options.Feed.Recorded.Speed);
        Assert.Equal(Timeframe.M5, options.Market.DecisionTimeframe);
        Assert.Equal([Horizon.H1, Horizon.H4, Horizon.H24], options.Market.Horizons);
        Assert.Equal(0.9995, options.Forecast.Blend.DecayPerHour);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Models.SlowAfter);
        Assert.Equal((400, 0.03, 4), (options.Training.Rounds, options.Training.LearningRate, options.Training.MaxDepth));
        Assert.Equal(("journal.db", 5000), (options.Journal.File, options.Journal.SnapshotEvery));
    }

    [Fact]
    public void Load_Layers_LaterOnesWin()
    {
        File.WriteAllText(_file, "actortrading { http.port = 1, http.bars-page-limit = 1, models.max-failures = 1, training.rounds = 1 }");
        var inputs = new ConfigurationInputs
        {
            File = _file,
            Environment = new Dictionary<string, string>
            {
                ["ACTORTRADING__HTTP__BARS_PAGE_LIMIT"] = "2",
                ["actortrading__Models__MAX_FAILURES"] = "2",
                ["ACTORTRADING__TRAINING__ROUNDS"] = "2",
                ["ACTORTRADING__FEED__SIMULATED__SYMBOLS"] = "[eth-usdt]",
                ["ACTORTRADING__FEED__SIMULATED__START"] = "2020-02-03T04:05:06+02:00",
                ["ACTORTRADING_OTHER"] = "ignored",
            },
            Sets = ["models.max-failures=3", "actortrading.training.rounds = 3", "training.rounds=4", "feed { simulated.symbols += BTC-USDT }"],
            DataDirectory = "/tmp/a \"b\"",
        };

        var options = NodeConfiguration.Load(inputs).Options;

        Assert.Equal((1, 2, 3, 4), (options.Http.Port, options.Http.BarsPageLimit, options.Models.MaxFailures, options.Training.Rounds));
        Assert.Equal([Symbol.Parse("ETH-USDT"), Symbol.Parse("BTC-USDT")], options.Feed.Simulated.Symbols);
        Assert.Equal(new DateTimeOffset(2020, 2, 3, 2, 5, 6, TimeSpan.Zero), options.Feed.Simulated.Start);
        Assert.Equal("/tmp/a \"b\"", options.DataDirectory);
    }

    [Fact]
    public void Load_ManyProblems_ReportsEveryOneWithOriginAndRemedy()
    {
        File.WriteAllText(_file, "actortrading {\n  http { prot = 1 }\n  market.label-up = 7\n  log.level = loud\n  feed = 3\n}\nactortrade.x = 1\n");
        var inputs = new ConfigurationInputs
        {
            File = _file,
            Environment = new Dictionary<string, string> { ["ACTORTRADING__HTTP__PORT"] = "eighty" },
            Sets = ["models.slow-after = 5 weeks", "market.horizons=[4h, 1h, x, 4h]", "x", "a=b=c"],
        };

        var lines = Problems(inputs);

        Assert.Equal(
        [
            "--set x: expected PATH=VALUE, such as http.port=8080.",
            "--set a=b=c, character 4: expected the end of the value, found '='; text that holds it needs double quotes. The value is HOCON: put text with special characters in double quotes, as in --set 'log.file=\"a:b.jsonl\"'.",
            $"{_file}:2:17: actortrading.http.prot: is not a setting; did you mean actortrading.http.port?",
            $"{_file}:5:10: actortrading.feed: is a section and needs {{ … }} with kind, batch-size, simulated, recorded, exchange.",
            $"{_file}:7:1: actortrade: is not a setting; did you mean actortrading?",
            $"{_file}:4:15: actortrading.log.level: 'loud' is not one of verbose, debug, information, warning, error, fatal.",
            "environment variable ACTORTRADING__HTTP__PORT: actortrading.http.port: 'eighty' is not a whole number from 0 to 65535.",
            "--set market.horizons=[4h, 1h, x, 4h]: actortrading.market.horizons: the item 'x' is not a span of 1m to 30d such as 4h.",
            "--set market.horizons=[4h, 1h, x, 4h]: actortrading.market.horizons: the item '4h' is in the list twice.",
            $"{_file}:3:21: actortrading.market.label-up: '7' is not a number above 0 to 0.5.",
            "--set market.horizons=[4h, 1h, x, 4h]: actortrading.market.horizons: [4h, 1h] is not in order: the shortest comes first.",
            "--set models.slow-after = 5 weeks: actortrading.models.slow-after: '5 weeks' is not a duration from 10ms to 5m, such as 250ms, 5s, 15m or 24h.",
        ], lines);
    }

    [Theory]
    [InlineData("http.port=65535", null)]
    [InlineData("http.port=65536", "http.port")]
    [InlineData("http.port=1.5", "http.port")]
    [InlineData("http.port=null", "http.port")]
    [InlineData("http.port=[1]", "http.port")]
    [InlineData("http.address=example.org", "http.address")]
    [InlineData("http.address=\"::1\"", null)]
    [InlineData("feed.simulated.speed=0", "feed.simulated.speed")]
    [InlineData("feed.simulated.speed=NaN", "feed.simulated.speed")]
    [InlineData("feed.simulated.symbols=[]", "feed.simulated.symbols")]
    [InlineData("feed.simulated.symbols=BTC-USDT", "feed.simulated.symbols")]
    [InlineData("feed.simulated.symbols=[btc-usdt, BTC-USDT]", "feed.simulated.symbols")]
    [InlineData("feed.simulated.start=yesterday", "feed.simulated.start")]
    [InlineData("feed.recorded.speed=full", null)]
    [InlineData("feed.recorded.speed=2.5", null)]
    [InlineData("feed.recorded.speed=fast", "feed.recorded.speed")]
    [InlineData("feed.kind=recorded", "feed.kind")]
    [InlineData("feed{kind=recorded, recorded.paths=[a]}", null)]
    [InlineData("market.decision-timeframe=2m", "market.decision-timeframe")]
    [InlineData("market.decision-timeframe=4h", "market.horizons")]
    [InlineData("quality.max-price-ratio=1", "quality.max-price-ratio")]
    [InlineData("quality.late-window=0", null)]
    [InlineData("log.max-size=1kB", "log.max-size")]
    [InlineData("log.console=maybe", "log.console")]
    [InlineData("log.file=\"\"", null)]
    [InlineData("journal.file=\"\"", "journal.file")]
    public void Load_Ranges_AreKept(string set, string? refused)
    {
        var inputs = new ConfigurationInputs { Sets = [set] };

        if (refused is null)
        {
            Assert.NotNull(NodeConfiguration.Load(inputs));
        }
        else
        {
            var e = Assert.Throws<ConfigurationException>(() => NodeConfiguration.Load(inputs));
            Assert.Equal("actortrading." + refused, Assert.Single(e.Problems).Key);
        }
    }

    [Fact]
    public void Load_Secret_IsNeverShown()
    {
        var inputs = new ConfigurationInputs { Sets = ["http.api-token=hunter2", "http.port=x"], Environment = new Dictionary<string, string> { ["ACTORTRADING__HTTP__PASSWORD"] = "hunter2" } };

        var lines = string.Join('\n', Problems(inputs));

        Assert.Contains("api-token", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_Secrets_AreMasked()
    {
        var root = HoconDocument.Parse("db { password = x, user = y }\nkeys = [a, b]").Resolve();

        Assert.Equal(
            ["db.password=\"***\"", "db.user=\"y\"", "keys=\"***\""],
            ConfigurationView.Leaves(root).Select(l => $"{l.Path}={HoconRenderer.Render(l.Value)}"));
    }

    [Fact]
    public void Reference_EveryKey_IsExplainedAndRead()
    {
        var text = EmbeddedConfiguration.Read("reference.conf").Text.Split('\n');
        var leaves = ConfigurationView.Leaves(ConfigurationLayers.Reference().Resolve()).ToList();

        // The line above each key is a comment.
        Assert.All(leaves, l => Assert.StartsWith("#", text[l.Value.Origin.Line - 2].TrimStart(), StringComparison.Ordinal));

        // An object can be right for no key, so every key that the binder reads must complain.
        Assert.All(leaves, l => Assert.Throws<ConfigurationException>(() => NodeConfiguration.Load(new ConfigurationInputs { Sets = [$"{l.Path} = {{ }}"] })));
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("prot", "port", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_OfPublishedPairs_IsOptimalStringAlignment(string a, string b, int distance) => Assert.Equal(distance, NearestName.Distance(a, b));

    private static List<string> Problems(ConfigurationInputs inputs) =>
        [.. Assert.Throws<ConfigurationException>(() => NodeConfiguration.Load(inputs)).Problems.Select(p => p.ToString())];
}
