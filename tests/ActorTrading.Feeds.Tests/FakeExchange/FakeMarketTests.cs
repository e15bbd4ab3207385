using ActorTrading.FakeExchange;
using ActorTrading.Market;
using ActorTrading.Market.Bars;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.FakeExchange;

public sealed class FakeMarketTests
{
    private const long Minute = 60_000_000;
    private const long Day = 1440 * Minute;
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");

    [Fact]
    public void Candles_OfEveryTimeframe_RollUpFromMinutes()
    {
        var market = new FakeMarket();
        var range = new TimeRange(market.Now / Day * Day - (2 * Day), market.Now);
        var minutes = market.Candles(Btc, Timeframe.M1, range);

        foreach (var timeframe in Timeframe.All.Skip(1))
        {
            Assert.Equal(BarRollup.Roll(minutes, Timeframe.M1, timeframe), market.Candles(Btc, timeframe, range));
        }

        Assert.Equal((2 * 1440) + 607, minutes.Count);
    }

    [Fact]
    public void Candle_OfAMinute_IsItsTrades()
    {
        var market = new FakeMarket();
        var trades = market.Trades(Btc, market.LastTradeId(Btc) - 40, 100);
        var open = (market.Now / Minute * Minute) - (3 * Minute);
        var inside = trades.Where(t => t.Time >= open && t.Time < open + Minute).ToList();

        var bar = Assert.Single(market.Candles(Btc, Timeframe.M1, new TimeRange(open, open + Minute)));

        Assert.Equal(4, inside.Count);
        Assert.Equal((inside[0].Price, inside.Max(t => t.Price), inside.Min(t => t.Price), inside[^1].Price), (bar.Open, bar.High, bar.Low, bar.Close));
        Assert.Equal(inside.Sum(t => t.Size), bar.Volume);
        Assert.Equal(inside.Sum(t => (decimal)t.Price * t.Size) / Fixed.One / Fixed.One, bar.QuoteVolume);
    }

    [Fact]
    public void Trades_HaveIdsWithoutHoles_AcrossOutageQuietAndBurst()
    {
        var clock = new StandingClock();
        var start = new FakeMarket(clock: clock).Now / Minute * Minute;
        var market = new FakeMarket(
            new FakeMarketOptions
            {
                Phases =
                [
                    MarketPhase.Outage(new TimeRange(start - (30 * Minute), start - (20 * Minute))),
                    MarketPhase.Quiet(new TimeRange(start - (10 * Minute), start - (8 * Minute))),
                    MarketPhase.Burst(new TimeRange(start - (5 * Minute), start - (4 * Minute))),
                ],
            },
            clock);
        var last = market.LastTradeId(Btc);

        var trades = market.Trades(Btc, last - 600, 1000);

        Assert.Equal(Enumerable.Range(0, 600).Select(i => last - 599 + i), trades.Select(t => t.Id));
        Assert.True(trades.Zip(trades.Skip(1)).All(p => p.First.Time <= p.Second.Time));
        Assert.Equal(400, trades.Count(t => t.Time >= start - (5 * Minute) && t.Time < start - (4 * Minute)));
        Assert.Empty(market.Candles(Btc, Timeframe.M1, new TimeRange(start - (30 * Minute), start - (20 * Minute))));
        var quiet = market.Candles(Btc, Timeframe.M1, new TimeRange(start - (10 * Minute), start - (8 * Minute)));
        Assert.All(quiet, bar => Assert.Equal((0L, bar.Open, bar.Open, bar.Open), (bar.Volume, bar.High, bar.Low, bar.Close)));
        Assert.Equal(market.Candles(Btc, Timeframe.M1, new TimeRange(start - (11 * Minute), start - (10 * Minute)))[0].Close, quiet[1].Close);
    }

    [Fact]
    public void Market_OfTheSameSeed_IsTheSame_AndOfAnother_IsNot()
    {
        var range = new TimeRange(new FakeMarket().Now - Day, new FakeMarket().Now);

        var first = new FakeMarket().Candles(Btc, Timeframe.M5, range);

        Assert.Equal(first, new FakeMarket().Candles(Btc, Timeframe.M5, range));
        Assert.NotEqual(first, new FakeMarket(new FakeMarketOptions { Seed = 2 }).Candles(Btc, Timeframe.M5, range));
    }

    [Fact]
    public void Forming_BecomesTheFinalCandle()
    {
        var clock = new StandingClock();
        var market = new FakeMarket(clock: clock);
        var forming = market.Forming(Btc, Timeframe.H1)!.Value;

        clock.Advance(TimeSpan.FromHours(1));

        var final = Assert.Single(market.Candles(Btc, Timeframe.H1, new TimeRange(forming.OpenTime, forming.OpenTime + 1)));
        Assert.True(final.Volume > forming.Volume && final.High >= forming.High && final.Low <= forming.Low);
        Assert.Equal(forming.Open, final.Open);
    }

    [Fact]
    public void Correct_ChangesTheMinute_AndWhatIsRolledUpFromIt()
    {
        var market = new FakeMarket();
        var minute = (market.Now / (60 * Minute) * 60 * Minute) - (30 * Minute);
        var range = new TimeRange(minute - (30 * Minute), minute + (30 * Minute));
        var before = market.Candles(Btc, Timeframe.H1, range);

        market.Correct(Btc, minute);

        var after = market.Candles(Btc, Timeframe.H1, range);
        Assert.NotEqual(before, after);
        Assert.Equal(BarRollup.Roll(market.Candles(Btc, Timeframe.M1, range), Timeframe.M1, Timeframe.H1), after);
    }

    [Fact]
    public void Candles_BeforeTheListing_AreNone()
    {
        var market = new FakeMarket();
        var listed = market.Now / Day * Day - (3 * Day);
        market = new FakeMarket(new FakeMarketOptions { Listings = [FakeListing.Of("NEW-USDT", listed)] });

        var bars = market.Candles(Symbol.Parse("NEW-USDT"), Timeframe.H1, new TimeRange(0, market.Now));

        Assert.Equal((listed, (3 * 24) + 10), (bars[0].OpenTime, bars.Count));
    }
}
