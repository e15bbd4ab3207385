using ActorTrading.Engine.Retention;
using static ActorTrading.Engine.Tests.MarketData.StoredMarket;

namespace ActorTrading.Engine.Tests.Retention;

public sealed class RetentionServiceTests
{
    [Fact]
    public async Task Run_RemovesWhatIsOlderFromEveryTable_AndNothingIsComputedForItAgain()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 300);
        await market.SaveAsync(candles);
        var kept = (await market.IndicatorsAsync()).Skip(180).ToList();
        var retention = new RetentionService(market.Database, new RetentionOptions { Candles = TimeSpan.FromHours(100), Indicators = TimeSpan.FromHours(120), TrainingRows = TimeSpan.FromHours(50), BatchRows = 7 });

        var report = await retention.RunAsync(OpenTime(300), default);

        Assert.Equal((200L, 180L), (report.Candles, report.Indicators));
        Assert.Equal(OpenTime(200), (await market.StoredAsync())[0].OpenTime);
        Assert.Equal(kept, await market.IndicatorsAsync());
        Assert.Equal(51, (await market.TrainingAsync()).Count);
        market.Restart();
        Assert.Equal(default, await market.Service.RefreshAllAsync(default));
        Assert.Equal(0, (await retention.RunAsync(OpenTime(300), default)).Total);
    }

    [Fact]
    public async Task Run_KeptForEver_RemovesNothing()
    {
        await using var market = await OpenAsync();
        await market.SaveAsync(Candles(1, 30));

        Assert.Equal(0, (await new RetentionService(market.Database, RetentionOptions.Of(null)).RunAsync(OpenTime(300_000), default)).Total);
    }
}
