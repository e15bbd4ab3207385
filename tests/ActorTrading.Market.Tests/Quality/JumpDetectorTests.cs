using ActorTrading.Market.Quality;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Quality;

public sealed class JumpDetectorTests
{
    [Fact]
    public void Add_RecordedTradesOutOfOrder_NamesTheHoleAndBothJumpsBack()
    {
        Assert.Equal(
            [
                new FeedJump(53_325, 1_750_550_398_932_000, 1_750_568_400_946_000, 17_182),
                new FeedJump(97_699, 1_750_600_799_082_000, 1_750_550_400_556_000, 0),
                new FeedJump(106_089, 1_750_557_598_997_000, 1_750_550_400_556_000, 0),
            ],
            Jumps("LTC-USDT.trades.2025-06-21.raw.csv.gz"));
    }

    [Theory]
    [InlineData("LTC-USDT.trades.2025-06-21.csv.gz")]
    [InlineData("BTC-USDT.trades.2024-08-08.csv.gz")]
    [InlineData("BTC-USDT-PERP.trades.2024-08-08.csv.gz")]
    [InlineData("BTC-USDT-PERP.trades.2024-07-18.csv.gz")]
    [InlineData("BTC-USDT-PERP.trades.2023-04-04.csv.gz")]
    [InlineData("BTC-USD-COINM.trades.2024-08-08.csv.gz")]
    [InlineData("XRP-ETH.trades.2019-10.csv.gz")]
    public void Add_OtherRecordedTrades_NoJump(string file) => Assert.Empty(Jumps(file));

    [Fact]
    public void SaveLoad_BetweenTheRowsOfAJump_StillNamesIt()
    {
        var before = new JumpDetector();
        before.Add(new(0, 1, 1, 7, default));
        var after = new JumpDetector();

        SavedState.Into(SavedState.Of(before.Save), after.Load);

        Assert.Equal(new FeedJump(1, 0, 900_000_001, 2), after.Add(new(900_000_001, 1, 1, 10, default)));
    }

    private static List<FeedJump> Jumps(string file)
    {
        var detector = new JumpDetector();
        return [.. RecordedRows.Ticks(file).Select(t => detector.Add(t)).OfType<FeedJump>()];
    }
}
