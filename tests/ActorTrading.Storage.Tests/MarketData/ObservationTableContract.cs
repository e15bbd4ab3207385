using ActorTrading.Market.Candles;
using ActorTrading.Market.Observations;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class ObservationTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private static readonly ObservationSeriesId FearGreed = new("alternative.me", "fear-greed");
    private static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    [Fact]
    public async Task AddAsync_Twice_ChangesNothing()
    {
        Observation[] given = [new(2, 20, 47.5), new(1, 10, 33)];

        Assert.Equal(new ObservationAdded(2, 0, 0), await Database.Observations.AddAsync(FearGreed, given, 100, default));
        Assert.Equal(new ObservationAdded(0, 0, 2), await Database.Observations.AddAsync(FearGreed, given, 200, default));

        Assert.Equal([new(1, 10, 33), new(2, 20, 47.5)], await Database.Observations.ReadAsync(FearGreed, Always, default));
        Assert.Equal([new ObservationSummary(FearGreed, 2, 1, 2, 20)], await Database.Observations.SummariesAsync(default));
    }

    [Fact]
    public async Task AddAsync_OtherValue_IsANewVersionKnownFromTheFetchOn()
    {
        await Database.Observations.AddAsync(FearGreed, [new(1, 10, 33)], 10, default);

        Assert.Equal(new ObservationAdded(0, 1, 0), await Database.Observations.AddAsync(FearGreed, [new(1, 10, 34)], 500, default));
        Assert.Equal(new ObservationAdded(0, 1, 0), await Database.Observations.AddAsync(FearGreed, [new(1, 10, 35)], 500, default));
        Assert.Equal(new ObservationAdded(0, 0, 1), await Database.Observations.AddAsync(FearGreed, [new(1, 10, 35)], 600, default));

        var history = new ObservationHistory(await Database.Observations.ReadAsync(FearGreed, Always, default));
        Assert.Equal([33, 33, 34, 35], new[] { 10L, 499, 500, 501 }.Select(t => history.At(t)!.Value.Value));
        Assert.Null(history.At(9));
    }

    [Fact]
    public async Task AddAsync_SourceTellsSinceWhen_KeepsEveryVersion()
    {
        Observation[] versions = [new(1, 30, 3), new(1, 10, 1), new(1, 20, 2)];

        Assert.Equal(new ObservationAdded(1, 2, 0), await Database.Observations.AddAsync(FearGreed, versions, null, default));
        Assert.Equal(new ObservationAdded(0, 0, 3), await Database.Observations.AddAsync(FearGreed, versions, null, default));

        Assert.Equal([1.0, 2, 3], (await Database.Observations.ReadAsync(FearGreed, Always, default)).Select(o => o.Value));
    }

    [Fact]
    public async Task ReadAsync_OtherSeriesAndTimes_AreLeftOut()
    {
        await Database.Observations.AddAsync(FearGreed, [new(1, 1, 1), new(2, 2, 2), new(3, 3, 3)], 9, default);
        await Database.Observations.AddAsync(new ObservationSeriesId("alternative.me", "other"), [new(2, 2, 9)], 9, default);

        Assert.Equal([2.0], (await Database.Observations.ReadAsync(FearGreed, new TimeRange(2, 3), default)).Select(o => o.Value));
        Assert.Equal(["fear-greed", "other"], (await Database.Observations.SummariesAsync(default)).Select(s => s.Series.Name));
        Assert.Equal(new ObservationAdded(0, 0, 0), await Database.Observations.AddAsync(FearGreed, [], null, default));
    }

    [Fact]
    public async Task Summaries_EmptyDatabase_AreNone()
    {
        Assert.Empty(await Database.Observations.SummariesAsync(default));
        Assert.Empty(await new MarketStatistics(Database).SeriesAsync(default));
    }

    [Fact]
    public async Task Statistics_OfTwoSeries_CountGapsSourcesAndSize()
    {
        Candle[] candles = [.. new[] { 0, 1, 4, 5 }.Select(i => new Candle(new Market.Bar(i * Btc.Timeframe.Length, 1, 1, 1, 1, 1, 0, 0, 0), i == 5 ? CandleSource.Okx : CandleSource.Import))];
        await Database.Candles.UpsertAsync(Btc, candles, default);
        var statistics = new MarketStatistics(Database);

        var series = Assert.Single(await statistics.SeriesAsync(default));

        Assert.Equal((4, 1, 2, 0), (series.Summary.Count, series.Gaps, series.Missing, series.OpenFindings));
        Assert.Equal(["import 3", "okx 1"], series.Sources.Select(s => $"{s.Key} {s.Value}"));
        Assert.True(await statistics.SizeAsync(default) > 1000);
    }
}
