using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Tests.Processes;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Tests.Cli;

public sealed class DataVerbTests : IDisposable
{
    private const string Secret = "hunter2";
    private readonly DataFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_Json_IsOneObjectWithTheNamedFigures()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("data", "check", MarketData.File("BTC-USDT.1h.2017-2020.csv.gz"), "--json"));

        var report = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal(
            [21453, 13, 97, 0, 0, 43, 0, 1],
            new[] { "rows", "gaps", "missing", "duplicates", "outOfOrder", "offGrid", "ohlcViolations", "zeroVolume" }.Select(n => report.GetProperty(n).GetInt32()));
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task Check_ManyFiles_TellsOfEachAndOfTheBadOne()
    {
        var bad = _folder.Write("bad.csv", "Dear reader,");

        Assert.Equal(ExitCode.Failed, await RunAsync("data", "check", bad, MarketData.File("BTC-USDT.5m.2024.csv.gz"), "--json"));
        Assert.Contains("\"clean\":true", Assert.Single(_output.ToString().Trim().Split('\n')), StringComparison.Ordinal);
        Assert.StartsWith($"error: {bad}, line 1: header", Assert.Single(_error.ToString().Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CleanFile_Is0AndShowsATable()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("data", "check", MarketData.File("BTC-USDT.5m.2024.csv.gz")));
        Assert.Contains("nothing is wrong", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_All_ListsEveryFindingWithItsLine()
    {
        await RunAsync("data", "check", MarketData.File("BTC-USDT.1h.2017-2020.csv.gz"), "--all");

        var lines = _output.ToString().Split('\n');
        Assert.Equal((13, 43, 1), (lines.Count(l => l.Contains("  gap  ", StringComparison.Ordinal)), lines.Count(l => l.Contains("  off-grid  ", StringComparison.Ordinal)), lines.Count(l => l.Contains("  volume  ", StringComparison.Ordinal))));
        Assert.DoesNotContain("more: --all", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data check")]
    [InlineData("data check x.csv --timeframe 7m")]
    [InlineData("data check x.csv x.csv")]
    [InlineData("data check x.csv --most -1")]
    [InlineData("data import x.csv --source me")]
    [InlineData("data import x.csv --symbol nothing")]
    [InlineData("data export --symbol BTC-USDT")]
    [InlineData("data export --symbol BTC-USDT --timeframe 1h --format json")]
    [InlineData("data export --symbol BTC-USDT --timeframe 1h --from 2024-02-30")]
    [InlineData("data export --symbol BTC-USDT --timeframe 1h --from 2024-02-02 --to 2024-02-01")]
    [InlineData("series show nothing")]
    [InlineData("series fetch nothing")]
    public async Task Run_WrongUse_Is2AndOneLine(string line)
    {
        Assert.Equal(ExitCode.WrongUse, await RunAsync([.. line.Split(' ')]));
        Assert.StartsWith("error: ", Assert.Single(_error.ToString().Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("binance")]
    public async Task ImportAndExport_RealFile_IsExactThereAndBack(string format)
    {
        var original = MarketData.File("BNB-USDT.1h.2020-2024.csv.gz");
        await RunAsync("data", "import", original);
        Assert.Equal(ExitCode.Done, await RunAsync("data", "export", "--symbol", "bnb-usdt", "--timeframe", "1h", "--format", format, "--out", _folder[$"BNB-USDT.1h.{format}.csv.gz"]));

        if (format == "csv")
        {
            Assert.Equal(Unpacked(original), Unpacked(_folder["BNB-USDT.1h.csv.csv.gz"]));
        }

        _output.GetStringBuilder().Clear();
        await RunAsync("data", "import", _folder[$"BNB-USDT.1h.{format}.csv.gz"], "--json", "--symbol", "BNB-USDT");
        Assert.Equal(37516, JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("series")[0].GetProperty("unchanged").GetInt32());
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    [Fact]
    public async Task Export_ToOutput_PicksWholeDays()
    {
        await RunAsync("data", "import", MarketData.File("BTC-USDT.1h.2020-2024.csv.gz"));
        _output.GetStringBuilder().Clear();

        await RunAsync("data", "export", "--symbol", "BTC-USDT", "--timeframe", "1h", "--from", "2024-12-30", "--to", "2024-12-31");

        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal(("open_time_ms,open,high,low,close,volume", 49), (lines[0], lines.Length));
        Assert.StartsWith("1735516800000,", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 44)]
    [InlineData(true, 0)]
    public async Task Import_ComputesIndicatorsToo_UnlessOnlyCandlesAreWanted(bool candlesOnly, int rows)
    {
        var hours = Enumerable.Range(0, 44).Select(h => FormattableString.Invariant($"{1_704_067_200_000 + (h * 3_600_000L)},{100 + h},{102 + h},{99 + h},{101 + h},5"));
        var path = _folder.Write("BTC-USDT.1h.csv", ["open_time_ms,open,high,low,close,volume", .. hours]);

        Assert.Equal(ExitCode.Done, await RunAsync(["data", "import", path, .. candlesOnly ? ["--candles-only"] : Array.Empty<string>()]));

        await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(_folder["market.db"]), TimeProvider.System, TestContext.Current.CancellationToken);
        var stored = await database.Indicators.PageAsync(new SeriesId(Symbol.Parse("BTC-USDT"), Timeframe.H1), new TimeRange(0, long.MaxValue), 100, TestContext.Current.CancellationToken);
        Assert.Equal(rows, stored.Count);
    }

    [Fact]
    public async Task Export_NothingStored_LeavesAFileWithItsHeader()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("data", "export", "--symbol", "BTC-USDT", "--timeframe", "1h", "--out", _folder["x.csv"]));
        Assert.Equal("open_time_ms,open,high,low,close,volume\n", await File.ReadAllTextAsync(_folder["x.csv"], TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Failed, await RunAsync("data", "export", "--symbol", "BTC-USDT", "--timeframe", "1h", "--out", _folder["none/x.csv"]));
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public async Task Export_ToADevice_IsRefusedAndToALinkWritesItsTarget()
    {
        Assert.Equal(ExitCode.WrongUse, await RunAsync("data", "export", "--symbol", "BTC-USDT", "--timeframe", "1h", "--out", "/dev/null"));
        Assert.Contains("'/dev/null' is no place for a file", _error.ToString(), StringComparison.Ordinal);

        var target = _folder.Write("target.csv", "old");
        File.CreateSymbolicLink(_folder["link.csv"], target);
        Assert.Equal(ExitCode.Done, await RunAsync("data", "export", "--symbol", "BTC-USDT", "--timeframe", "1h", "--out", _folder["link.csv"]));
        Assert.Equal(("open_time_ms,open,high,low,close,volume\n", target), (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), new FileInfo(_folder["link.csv"]).LinkTarget));
    }

    [Fact]
    public async Task Import_BitMexFile_KeepsItsRowsAndNotesWhatIsOdd()
    {
        await RunAsync("data", "import", MarketData.File("XBT-USD.1h.2015-2019.csv.gz"));
        Assert.Contains("noted: 2 gaps with 2 candles missing\n  noted: 4,521 opens outside of high and low", _output.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        await RunAsync("data", "stats", "--json");
        var series = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("series")[0];
        Assert.Equal((30417, 2), (series.GetProperty("rows").GetInt32(), series.GetProperty("gaps").GetInt32()));
        Assert.True(series.GetProperty("openFindings").GetInt32() > 1000);
    }

    [Theory]
    [InlineData("on", 1, 1)]
    [InlineData("off", 0, 2)]
    public async Task Import_EnableValidation_DecidesWhetherImpossibleRowsAreRefused(string validation, int refused, int stored)
    {
        var path = _folder.Write("X-Y.1h.csv", "1704067200000,2,3,1,2,5", "1704070800000,2,3,1,9,5");

        await RunAsync("data", "import", path, "--json", "--set", $"sync.enable-validation={validation}");

        var report = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal((refused, stored), (report.GetProperty("refused").EnumerateObject().Count(), report.GetProperty("series")[0].GetProperty("inserted").GetInt32()));
    }

    [Fact]
    public async Task Stats_AfterImport_TellRowsGapsAndSources()
    {
        await RunAsync("data", "import", MarketData.File("ETH-USD.4h.2016-2024.csv.gz"));
        _output.GetStringBuilder().Clear();
        await RunAsync("data", "stats", "--json");

        var stats = JsonDocument.Parse(_output.ToString()).RootElement;
        var series = stats.GetProperty("series")[0];
        Assert.Equal((18875, 8, 25, 18875), (series.GetProperty("rows").GetInt32(), series.GetProperty("gaps").GetInt32(), series.GetProperty("missing").GetInt32(), series.GetProperty("sources").GetProperty("import").GetInt32()));
        Assert.True(stats.GetProperty("bytes").GetInt64() > 100_000);
    }

    [Fact]
    public async Task Quality_AfterImport_ScoresEveryDayAndSumsItUp()
    {
        await RunAsync("data", "import", "--candles-only", MarketData.File("ETH-USD.4h.2016-2024.csv.gz"));
        _output.GetStringBuilder().Clear();

        Assert.Equal(ExitCode.Done, await RunAsync("data", "quality", "--symbol", "ETH-USD", "--timeframe", "4h", "--json"));

        var days = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal((18875L, 25L), (days.Sum(d => d.GetProperty("present").GetInt64()), days.Sum(d => d.GetProperty("expected").GetInt64() - d.GetProperty("present").GetInt64())));
        var whole = days.Single(d => d.GetProperty("day").GetString() == "2024-05-01");
        Assert.Equal((6, 1.0, 64), (whole.GetProperty("present").GetInt32(), whole.GetProperty("score").GetDouble(), whole.GetProperty("sha256").GetString()!.Length));
        Assert.True(days.Single(d => d.GetProperty("day").GetString() == "2017-02-28").GetProperty("score").GetDouble() < 1);
        Assert.Equal(ExitCode.Failed, await RunAsync("data", "quality", "--symbol", "NO-SUCH", "--timeframe", "4h"));
        Assert.Contains("no candles of NO-SUCH 4h are stored", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Series_FromAFile_AreFetchedListedAndShownAsKnown()
    {
        var path = _folder.Write("cpi.csv", "date,value", "2024-01-01,310.3", "2024-02-01,311.1", "2024-03-01,x");
        string[] settings = ["--set", $"series.cpi {{ kind = csv, location = \"{path}\", time = date, time-unit = iso, lag = 40d }}"];

        Assert.Equal(ExitCode.Done, await RunAsync(["series", "fetch", "cpi", .. settings]));
        Assert.Contains("cpi: 2 values, 2 new, 0 revised, 0 unchanged, 1 refused\n  row 2: value 'x': expected a finite number", _output.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        await RunAsync(["series", "show", "cpi", "--at", "2024-03-01", "--json", .. settings]);
        Assert.Equal(310.3, Assert.Single(JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("values").EnumerateArray()).GetProperty("value").GetDouble());
        _output.GetStringBuilder().Clear();
        await RunAsync(["series", "list", "--json", .. settings]);
        var listed = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal(["cpi 311.1 True", "fear-greed  True"], listed.Select(s => $"{s.GetProperty("name").GetString()} {s.GetProperty("value")} {s.GetProperty("stale").GetBoolean()}"));
    }

    [Theory]
    [InlineData("series.cpi.lcation=x", "did you mean actortrading.series.cpi.location?")]
    [InlineData("series.\"C P I\".location=x", "is not a name for a series")]
    [InlineData("series.cpi.kind=xml", "'xml' is not csv, json or fear-greed")]
    [InlineData("series.cpi.every=1h", "actortrading.series.cpi.location")]
    [InlineData("series.cpi=7", "is a section and needs")]
    public async Task Series_WrongSetting_IsNamed(string set, string expected)
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("config", "check", "--set", set));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_WrongPasswordOfARealServer_IsRefusedWithoutShowingIt()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(server.ConnectionString);
        await DemandPasswordAsync(server.ConnectionString);
        foreach (var set in new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"sync.database-url=\"postgresql://nobody:{Secret}@{settings.Host}:{settings.Port}/{settings.Database}\""),
            string.Create(CultureInfo.InvariantCulture, $"database {{ host = \"{settings.Host}\", port = {settings.Port}, name = \"{settings.Database}\", user = nobody, password = {Secret} }}"),
        })
        {
            _error.GetStringBuilder().Clear();
            Assert.Equal(ExitCode.Failed, await RunAsync("data", "stats", "--verbose", "--set", set));
            Assert.Contains("password authentication failed", _error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, _error.ToString() + _output, StringComparison.Ordinal);
        }
    }

    /// <summary>Makes the server ask one user for a password.</summary>
    private static async Task DemandPasswordAsync(string connectionString)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(connectionString);
        await using var show = source.CreateCommand("SHOW hba_file");
        var file = (string)(await show.ExecuteScalarAsync())!;
        await File.WriteAllTextAsync(file, $"host all nobody 127.0.0.1/32 scram-sha-256\n{await File.ReadAllTextAsync(file)}");
        await using var change = source.CreateCommand("CREATE ROLE nobody LOGIN PASSWORD 'another'; SELECT pg_reload_conf()");
        await change.ExecuteNonQueryAsync();
    }

    private static string Unpacked(string path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    private Task<int> RunAsync(params string[] line) =>
        new CommandLineApp(
            new CliContext
            {
                Output = _output,
                Error = _error,
                Environment = new Dictionary<string, string>(),
                Time = TimeProvider.System,
                IsOutputTerminal = false,
                IsErrorTerminal = false,
            },
            [new ConfigVerb(), new DataVerb(), new SeriesVerb()]).RunAsync([.. line, "--data", _folder.Path]);
}
