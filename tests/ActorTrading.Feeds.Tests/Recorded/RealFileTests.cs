using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Recorded;

/// <summary>Row counts and gaps are those that stand in the data's own description.</summary>
public sealed class RealFileTests
{
    [Theory]
    [InlineData("BTC-USDT.1h.2020-2024.csv.gz", "BTC-USDT", "1h", 37516)]
    [InlineData("BTC-USDT.1h.2017-2020.csv.gz", "BTC-USDT", "1h", 21453)]
    [InlineData("XBT-USD.1m.2016-2019.csv.gz", "XBT-USD", "1m", 1157720)]
    [InlineData("DOGE-USDT.5m.2024.csv.gz", "DOGE-USDT", "5m", 72029)]
    [InlineData("ETH-USD.4h.2016-2024.csv.gz", "ETH-USD", "4h", 18875)]
    public void Load_CandleFile_HasItsRows(string name, string symbol, string timeframe, int rows)
    {
        var history = CandleHistory.Load([MarketData.File(name)]);

        Assert.Equal(Symbol.Parse(symbol), history.Symbol);
        Assert.Equal(Timeframe.Parse(timeframe), history.Timeframe);
        Assert.Equal(rows, history.Bars.Length);
        Assert.Equal((0, 0, 0), (history.Duplicates, history.Conflicts, history.OutOfOrder));
    }

    [Theory]
    [InlineData("LTC-USDT.trades.2025-06-21.csv.gz", "LTC-USDT", false, 114852, 60602)]
    [InlineData("LTC-USDT.trades.2025-06-21.raw.csv.gz", "LTC-USDT", false, 123242, 65154)]
    [InlineData("BTC-USDT-PERP.trades.2024-07-18.csv.gz", "BTC-USDT-PERP", true, 10701, 4195)]
    [InlineData("XRP-ETH.trades.2019-10.csv.gz", "XRP-ETH", false, 12477, 6524)]
    public void Read_TradeFile_HasItsRowsAndSides(string name, string symbol, bool hasReceiveTime, int rows, int buys)
    {
        var file = RecordedFile.Open(MarketData.File(name));
        var ticks = Reading.Ticks(new RecordedFeed([new(file.Path)]));

        Assert.Equal((RecordedKind.Trades, Symbol.Parse(symbol), hasReceiveTime), (file.Kind, file.Symbol, file.HasReceiveTime));
        Assert.Null(file.Timeframe);
        Assert.Equal(rows, ticks.Length);
        Assert.Equal(buys, ticks.Count(tick => tick.Side == Side.Buy));
        Assert.Equal(ticks[0].Time, file.FirstTime);
    }

    [Fact]
    public void Load_HourlyBitcoin_HasTheTenKnownGaps()
    {
        var bars = CandleHistory.Load([MarketData.File("BTC-USDT.1h.2020-2024.csv.gz")]).Bars.ToArray();

        var gaps = bars.Zip(bars.Skip(1))
            .Where(pair => pair.Second.OpenTime - pair.First.OpenTime > Timeframe.H1.Length)
            .Select(pair => (
                DateTimeOffset.UnixEpoch.AddMicroseconds(pair.First.OpenTime).ToString("yyyy-MM-dd HH:mm"),
                (pair.Second.OpenTime - pair.First.OpenTime) / Timeframe.H1.Length - 1));

        Assert.Equal(
            [
                ("2020-11-30 05:00", 1), ("2020-12-21 13:00", 4), ("2020-12-25 01:00", 1), ("2021-02-11 03:00", 1), ("2021-03-06 01:00", 1),
                ("2021-04-20 01:00", 2), ("2021-04-25 04:00", 3), ("2021-08-13 01:00", 4), ("2021-09-29 06:00", 2), ("2023-03-24 12:00", 1),
            ],
            gaps);
        Assert.Equal(10136_82000000, bars.Min(bar => bar.Low));
        Assert.Equal(108353_00000000, bars.Max(bar => bar.High));
    }

    [Fact]
    public void Read_FirstRows_AreWhatTheFileSays()
    {
        var tick = Reading.Ticks(new RecordedFeed([new(MarketData.File("BTC-USDT.trades.2024-08-08.csv.gz"))]))[0];
        var bar = CandleHistory.Load([MarketData.File("BTC-USDT.1h.2020-2024.csv.gz")]).Bars.Span[0];

        Assert.Equal(new Tick(1723161255342_000, 61837_63000000, 2000000, 3735683259, Side.Sell), tick);
        Assert.Equal(
            new Bar(1600560000000_000, 11080_64000000, 11080_64000000, 11042_70000000, 11056_00000000, 1168_90604600, 0, 0m, 0),
            bar);
    }

    [Fact]
    public void Read_RawTradesSorted_AreTheCleanOnes()
    {
        var raw = new RecordedFeed([new(MarketData.File("LTC-USDT.trades.2025-06-21.raw.csv.gz"))], new RecordedFeedOptions { Sort = true });
        var clean = new RecordedFeed([new(MarketData.File("LTC-USDT.trades.2025-06-21.csv.gz"))]);

        var sorted = Reading.Ticks(raw);

        Assert.Equal(114852, sorted.Length);
        Assert.True(sorted.Zip(sorted.Skip(1)).All(pair => pair.First.Time <= pair.Second.Time));
        var expected = Reading.Ticks(clean).Select(tick => tick.Id).ToHashSet();
        Assert.True(expected.SetEquals(sorted.Select(tick => tick.Id)), $"{sorted.Count(t => !expected.Contains(t.Id))} ids are in the raw file only");
    }

    [Fact]
    public void Load_TwoFilesOfOneSymbol_AreMerged()
    {
        var history = CandleHistory.Load(
            [MarketData.File("BTC-USDT.1h.2020-2024.csv.gz"), MarketData.File("BTC-USDT.1h.2017-2020.csv.gz"), MarketData.File("BTC-USDT.1h.2017-2020.csv.gz")]);

        Assert.Equal(37516 + 21453, history.Bars.Length);
        Assert.Equal(37516 + 21453 + 21453, history.Rows);
        Assert.Equal((21453, 0), (history.Duplicates, history.Conflicts));
        Assert.True(history.Bars.ToArray().Zip(history.Bars.ToArray().Skip(1)).All(pair => pair.First.OpenTime < pair.Second.OpenTime));
    }
}
