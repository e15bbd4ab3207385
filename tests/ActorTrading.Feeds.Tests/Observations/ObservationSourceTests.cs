using System.Globalization;
using System.Text;
using ActorTrading.Feeds.Observations;
using ActorTrading.Market.Observations;

namespace ActorTrading.Feeds.Tests.Observations;

public sealed class ObservationSourceTests
{
    private const long Second = 1_000_000;
    private const string FearGreed = """
        {"name":"Fear and Greed Index","data":[
          {"value":"47","value_classification":"Neutral","timestamp":"1777248000","time_until_update":"25675"},
          {"value":"33","value_classification":"Fear","timestamp":"1777161600"},
          {"value":"133","value_classification":"Fear","timestamp":"1777075200"},
          {"value":"","timestamp":"1776988800"},{"value":"5"},7],"metadata":{"error":null}}
        """;

    /// <summary>Within the day of the newest row.</summary>
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_777_248_000 + 3600);

    [Fact]
    public async Task FetchAsync_FearGreed_TodaysIsKnownNowAndHistoryADayLater()
    {
        await using var server = new TinyServer(FearGreed);

        var fetch = await FetchAsync(FearGreedAt(server.Address));

        Assert.Equal(
            [new Observation(1_777_161_600 * Second, 1_777_248_000 * Second, 33), new Observation(1_777_248_000 * Second, (1_777_248_000 + 3600) * Second, 47)],
            fetch.Observations);
        Assert.Equal(
            ["row 2: value '133': expected a number from 0 to 100", "row 3: value '': expected a finite number", "row 4: timestamp '': there is no such field in the row", "row 5: row '7': expected an object or an array"],
            fetch.Refused.Select(r => r.ToString()));
    }

    [Theory]
    [InlineData("<html>busy</html>", "the answer is not JSON")]
    [InlineData("", "the answer is not JSON")]
    [InlineData("""{"data":{"value":1}}""", "'data' is not an array but an object")]
    [InlineData("""{"rows":[]}""", "the answer has no 'data' on the way to 'data'")]
    [InlineData("""[1,2]""", "the answer has no 'data' on the way to 'data'")]
    [InlineData("""{"data":[],"metadata":{"error":"limit"}}""", "the source says 'limit'")]
    public async Task FetchAsync_AnswerThatIsNoSeries_IsNamed(string body, string expected)
    {
        await using var server = new TinyServer(body);

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(server.Address)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("series alternative.me/fear-greed from http://127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData(500, 3, "the answer is 500")]
    [InlineData(429, 3, "the answer is 429")]
    [InlineData(404, 1, "the answer is 404")]
    public async Task FetchAsync_Status_IsRepeatedOnlyWhereThatMayHelp(int status, int requests, string expected)
    {
        await using var server = new TinyServer("no", status);

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(server.Address)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests);
    }

    [Fact]
    public async Task FetchAsync_FailureThatPasses_IsMended()
    {
        await using var server = new TinyServer((request, to, cancellation) => TinyServer.AnswerAsync(to, FearGreed, request < 3 ? 503 : 200, "", cancellation));

        Assert.Equal(2, (await FetchAsync(FearGreedAt(server.Address))).Observations.Count);
    }

    [Fact]
    public async Task FetchAsync_AnswerThatIsNotPackedAsItSays_IsOneClearError()
    {
        await using var server = new TinyServer("no gzip", 200, "Content-Encoding: gzip\r\n");

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(server.Address) with { MaxRetryAttempts = 0 }));

        Assert.StartsWith("series ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:hunter2@127.0.0.1:9/other?token=hunter3", "http://127.0.0.1:9/other")]
    [InlineData("/other?token=hunter3", "/other")]
    public async Task FetchAsync_Redirect_IsNotFollowedAndItsSecretNotShown(string to, string shown)
    {
        await using var server = new TinyServer("", 302, $"Location: {to}\r\n");

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(server.Address + "?apikey=hunter4")));

        Assert.Contains($"redirect to '{shown}', which is not followed", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_HangingServer_IsGivenUpInTime()
    {
        await using var server = new TinyServer(async (_, to, cancellation) =>
        {
            await to.WriteAsync("HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(server.Address) with { Timeout = TimeSpan.FromMilliseconds(200), MaxRetryAttempts = 1 }));

        Assert.Contains("no answer within 0.2 s", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task FetchAsync_EndlessAnswer_StopsAtTheLimit()
    {
        await using var server = new TinyServer(async (_, to, cancellation) =>
        {
            await to.WriteAsync("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellation);
            while (true)
            {
                await to.WriteAsync(new byte[10_000], cancellation);
            }
        });

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(server.Address) with { MaxBytes = 100_000 }));

        Assert.Contains("it is larger than 100,000 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_NobodyThere_SaysSo()
    {
        string address;
        await using (var gone = new TinyServer(""))
        {
            address = gone.Address;
        }

        var refused = await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(address)));

        Assert.Contains("refused", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_GenericJson_TakesObjectsArraysAndKnownTimes()
    {
        await using var arrays = new TinyServer("""{"result":{"rows":[["2024-05-01T00:00:00Z",1.5],["2024-05-02",2e3,"x"],["yesterday",1],["2024-05-03"]]}}""");
        var options = new ObservationSourceOptions
        {
            Series = new ObservationSeriesId("chain", "fees"),
            Format = ObservationFormat.Json,
            Location = arrays.Address,
            Items = "result.rows",
            TimeField = "0",
            ValueField = "1",
            TimeUnit = ObservationTimeUnit.Iso,
            Lag = TimeSpan.Zero,
        };

        var fetch = await FetchAsync(options);

        Assert.Equal([("2024-05-01", 1.5, "2024-05-01"), ("2024-05-02", 2000, "2024-05-02")], fetch.Observations.Select(o => (Day(o.EventTime), o.Value, Day(o.KnownAt))));
        Assert.Equal([2, 3], fetch.Refused.Select(r => r.Row));
    }

    [Fact]
    public async Task FetchAsync_CsvFile_ReadsQuotedColumnsAndKnownTimes()
    {
        var path = Path.GetTempFileName();
        try
        {
            var options = new ObservationSourceOptions
            {
                Series = new ObservationSeriesId("macro", "cpi"),
                Format = ObservationFormat.Csv,
                Location = path,
                TimeField = "date",
                ValueField = "index, all",
                KnownField = "released",
                TimeUnit = ObservationTimeUnit.Iso,
            };
            await File.WriteAllTextAsync(path, "date,\"index, all\",released,note\n2024-01-01,310.3,2024-02-13,\"a \"\"b\"\"\"\n2024-02-01,311.1,2024-01-12,early\n2024-03-01,1\n\n2024-04-01,nan,2024-05-15,\n", Encoding.UTF8, TestContext.Current.CancellationToken);

            var fetch = await FetchAsync(options);

            Assert.Equal([("2024-01-01", 310.3, "2024-02-13")], fetch.Observations.Select(o => (Day(o.EventTime), o.Value, Day(o.KnownAt))));
            Assert.Equal(["is before the event itself", "expected 4 columns, found 2", "expected a finite number"], fetch.Refused.Select(r => r.Expected));

            await File.WriteAllTextAsync(path, "day,value\n", TestContext.Current.CancellationToken);
            Assert.Contains("there is no column 'date'; the first line is 'day,value'", (await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(options))).Message, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(path, [0xFF, 0xFE, 0x80], TestContext.Current.CancellationToken);
            Assert.Contains("not text in UTF-8", (await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(options))).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Contains("the file cannot be read", (await Assert.ThrowsAsync<ObservationException>(() => FetchAsync(FearGreedAt(path)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_TimesFromTheFuture_AreRefused()
    {
        await using var server = new TinyServer("""{"data":[{"value":"1","timestamp":"1777999999"},{"value":"1","timestamp":"99999999999999999"}]}""");

        var fetch = await FetchAsync(FearGreedAt(server.Address));

        Assert.Empty(fetch.Observations);
        Assert.Equal(["is in the future: nobody can know the value yet", "expected a whole number in s since 1970 UTC, up to the year 2200"], fetch.Refused.Select(r => r.Expected));
    }

    private static ObservationSourceOptions FearGreedAt(string address) => new()
    {
        Series = new ObservationSeriesId("alternative.me", "fear-greed"),
        Format = ObservationFormat.FearGreed,
        Location = address,
        Items = "data",
        TimeField = "timestamp",
        Timeout = TimeSpan.FromSeconds(20),
        MaxRetryAttempts = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    private static Task<ObservationFetch> FetchAsync(ObservationSourceOptions options) => new ObservationSource(options, new SetClock()).FetchAsync(TestContext.Current.CancellationToken);

    private static string Day(long micros) => DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Timers are real, the date is not.</summary>
    private sealed class SetClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
