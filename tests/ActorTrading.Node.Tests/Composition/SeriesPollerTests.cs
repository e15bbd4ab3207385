using ActorTrading.Feeds.Observations;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Observations;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Tests.Processes;
using ActorTrading.Storage.MarketData;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorTrading.Node.Tests.Composition;

public sealed class SeriesPollerTests
{
    private static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    [Fact]
    public async Task Poller_SourceThatComesAndChanges_IsFetchedAgainAndAgain()
    {
        using var folder = new DataFolder();
        await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(folder["market.db"]), TimeProvider.System, TestContext.Current.CancellationToken);
        var polled = Series("polled", folder["polled.csv"], TimeSpan.FromMilliseconds(20));
        var still = Series("still", folder.Write("still.csv", "time,value", "1", "2"), TimeSpan.Zero);

        await using (var poller = new SeriesPoller([polled, still], database, TimeProvider.System, NullLogger.Instance))
        {
            folder.Write("polled.csv", "time,value", "1,5");
            await Eventually.TrueAsync(async () => (await ReadAsync(database, polled)).Count == 1, "the value is stored");
            folder.Write("polled.csv", "time,value", "1,6");
            await Eventually.TrueAsync(async () => (await ReadAsync(database, polled)).Count == 2, "the correction is stored beside it");
        }

        Assert.Equal([5.0, 6.0], (await ReadAsync(database, polled)).Select(o => o.Value));
        Assert.Empty(await ReadAsync(database, still));
        var state = Assert.Single(await SeriesState.AllAsync([polled], database, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Equal((6.0, true), (state.Current!.Value.Value, state.IsStale));
    }

    private static Task<IReadOnlyList<Observation>> ReadAsync(MarketDatabase database, SeriesOptions series) =>
        database.Observations.ReadAsync(series.Source.Series, Always, TestContext.Current.CancellationToken);

    private static SeriesOptions Series(string name, string path, TimeSpan every) => new()
    {
        Name = name,
        Every = every,
        StaleAfter = TimeSpan.FromDays(3),
        Source = new ObservationSourceOptions { Series = new ObservationSeriesId("file", name), Format = ObservationFormat.Csv, Location = path },
    };
}
