using ActorTrading.Feeds.Simulated;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Simulated;

public sealed class SimulatedMarketTests
{
    private const long Minute = 60_000_000;
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    private static readonly Symbol Sol = Symbol.Parse("SOL-USDT");
    private static readonly SimulatedMarketOptions Few = new() { Symbols = [Btc, Sol] };

    [Fact]
    public void Read_SameSeed_SameBits()
    {
        var first = new SimulatedMarket().Read().Take(2000).ToList();
        var second = new SimulatedMarket().Read().Take(2000).ToList();

        Assert.Equal(first.Select(batch => (batch.Symbol, batch.Position, batch.Source)), second.Select(batch => (batch.Symbol, batch.Position, batch.Source)));
        Assert.Equal(Reading.Ticks(first), Reading.Ticks(second));
        Assert.NotEqual(Reading.Ticks(first), Reading.Ticks(new SimulatedMarket(new() { Seed = 43 }).Read().Take(2000)));
        Assert.True(new SimulatedMarket().IsSimulated);
    }

    // A change of this number is a change of every simulated market anyone has stored positions for: it must be meant.
    [Fact]
    public void Read_FirstTicks_AreTheSameForEverEverywhere()
    {
        var hash = 14695981039346656037UL;
        foreach (var tick in Reading.Ticks(new SimulatedMarket().Read().Take(20_000)))
        {
            foreach (var value in new[] { tick.Time, tick.Price, tick.Size, tick.Id, (long)tick.Side })
            {
                hash = (hash ^ (ulong)value) * 1099511628211UL;
            }
        }

        Assert.Equal(9204296097603350707UL, hash);
    }

    [Fact]
    public void Read_FromAnyPosition_IsTheSuffix()
    {
        var market = new SimulatedMarket(Few);
        var all = market.Read().TakeWhile(batch => EventTime.FirstOf(batch) < Few.StartTime + (60 * Minute)).ToList();
        var rows = market.Symbols.ToDictionary(symbol => symbol, symbol => Reading.Ticks(all.Where(batch => batch.Symbol == symbol)));
        for (var step = 0; step < 60; step++)
        {
            var from = new Dictionary<Symbol, long> { [Btc] = rows[Btc].Length * step / 60, [Sol] = rows[Sol].Length * (59 - step) / 77 };

            var rest = market.Read(from).TakeWhile(batch => EventTime.FirstOf(batch) < Few.StartTime + (60 * Minute)).ToList();

            foreach (var symbol in market.Symbols)
            {
                var batches = rest.Where(batch => batch.Symbol == symbol).ToList();
                Assert.Equal(from[symbol], batches[0].From);
                Assert.Equal(rows[symbol][(int)from[symbol]..], Reading.Ticks(batches));
            }
        }
    }

    [Fact]
    public void Read_Ticks_AreInOrderWithContiguousIdsAndPositivePrices()
    {
        var batches = new SimulatedMarket().Read().Take(20_000).ToList();

        foreach (var group in batches.GroupBy(batch => batch.Symbol))
        {
            var ticks = Reading.Ticks(group);
            Assert.Equal(Enumerable.Range(1, ticks.Length).Select(i => (long)i), ticks.Select(tick => tick.Id));
            Assert.True(ticks.Zip(ticks.Skip(1)).All(pair => pair.First.Time <= pair.Second.Time));
            Assert.True(ticks.All(tick => tick.Price > 0 && tick.Size > 0 && tick.Side != Side.Unknown && tick.Time % 1000 == 0));
            Assert.Equal(ticks.Length, group.Last().Position);
        }
    }

    [Fact]
    public void Read_AnySpanAndSize_GiveTheSameTicks()
    {
        var end = Few.StartTime + (180 * Minute);
        Tick[] Of(SimulatedMarketOptions options, Symbol symbol) => [.. Reading.Ticks(
            new SimulatedMarket(options).Read().TakeWhile(batch => EventTime.FirstOf(batch) < end).Where(batch => batch.Symbol == symbol))];

        var expected = Of(Few, Sol);

        Assert.Equal(expected, Of(Few with { MaxBatchSpan = TimeSpan.FromSeconds(1) }, Sol));
        Assert.Equal(expected, Of(Few with { MaxBatchSpan = TimeSpan.FromMinutes(60), BatchSize = 100 }, Sol));
        Assert.Equal(expected, Of(Few with { BatchSize = 1 }, Sol));
        Assert.Equal(expected, Of(Few with { Symbols = [Sol] }, Sol));
    }

    [Fact]
    public void Read_ShortSpan_KeepsSymbolsTogetherInTime()
    {
        var ends = new SimulatedMarket(Few with { MaxBatchSpan = TimeSpan.FromSeconds(5) }).Read().Take(1000).Select(batch => EventTime.LastOf(batch) / 5_000_000).ToList();

        Assert.Equal([.. ends.Order()], ends);
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("15m")]
    [InlineData("4h")]
    public void History_AnyTimeframe_IsTheRollUpOfTheTicks(string name)
    {
        var timeframe = Timeframe.Parse(name);
        var market = new SimulatedMarket(Few);
        var from = Few.StartTime + (240 * Minute);
        var to = Few.StartTime + (1440 * Minute);
        var ticks = Reading.Ticks(market.Read().TakeWhile(batch => EventTime.FirstOf(batch) < to).Where(batch => batch.Symbol == Sol));

        var expected = ticks.Where(tick => tick.Time >= from && tick.Time < to).GroupBy(tick => timeframe.OpenOf(tick.Time)).Select(group => new Bar(
            group.Key,
            group.First().Price,
            group.Max(tick => tick.Price),
            group.Min(tick => tick.Price),
            group.Last().Price,
            group.Sum(tick => tick.Size),
            group.Where(tick => tick.Side == Side.Buy).Sum(tick => tick.Size),
            group.Sum(tick => Fixed.ToDecimal(tick.Price) * Fixed.ToDecimal(tick.Size)),
            group.Count()));

        Assert.Equal(expected, market.History(Sol, timeframe, from, to));
    }

    [Fact]
    public void PositionsAt_EndOfHistory_GoesOnWithoutASeam()
    {
        var market = new SimulatedMarket(Few);
        foreach (var time in new[] { Few.StartTime, Few.StartTime + (600 * Minute), Few.StartTime + (600 * Minute) + 31_234_567 })
        {
            var positions = market.PositionsAt(time);
            var whole = Reading.Ticks(market.Read().TakeWhile(batch => EventTime.FirstOf(batch) <= time).Where(batch => batch.Symbol == Btc));

            Assert.Equal(whole.Count(tick => tick.Time < time), positions[Btc]);
            var first = market.Read(positions).First(batch => batch.Symbol == Btc);
            Assert.Equal(positions[Btc], first.From);
            Assert.True(EventTime.FirstOf(first) >= time);
        }
    }

    [Fact]
    public void Read_FarIntoTheFuture_ResumesAtTheRightTick()
    {
        var market = new SimulatedMarket(Few);
        var time = Few.StartTime + (90 * 1440 * Minute);
        var positions = market.PositionsAt(time);

        var tick = Reading.Ticks(market.Read(positions).Take(1))[0];

        Assert.Equal(positions[Btc] + 1, tick.Id);
        Assert.InRange(tick.Time, time, time + (30 * Minute));
        Assert.Equal(market.History(Btc, Timeframe.M1, time, time + (30 * Minute))[0].Open, tick.Price);
    }

    [Fact]
    public void Read_Endless_CostsOnlyWhatItDelivers()
    {
        var market = new SimulatedMarket(Few);
        _ = market.Read().Take(100).Count();
        using var batches = market.Read().GetEnumerator();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ticks = 0L;
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(batches.MoveNext());
            ticks += batches.Current.Count;
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < (ticks * 150) + 10_000_000, $"{GC.GetAllocatedBytesForCurrentThread() - before} for {ticks}");
    }

    [Fact]
    public void Read_NegativePosition_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        "positions", () => new SimulatedMarket(Few).Read(new Dictionary<Symbol, long> { [Btc] = -1 }).First());

    [Fact]
    public async Task ReadAsync_CancelledWhileWalkingFar_Ends()
    {
        using var stop = new CancellationTokenSource();
        var far = new Dictionary<Symbol, long> { [Btc] = long.MaxValue / 2, [Sol] = long.MaxValue / 2 };
        var reading = Task.Run(() => new SimulatedMarket(Few).ReadAsync(far, stop.Token).FirstAsync().AsTask());

        await stop.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public void Name_OtherRows_OtherName()
    {
        Assert.Equal("simulated:42", new SimulatedMarket().Name);
        Assert.Equal("simulated:42", new SimulatedMarket(Few with { BatchSize = 5 }).Name);
        Assert.NotEqual("simulated:42", new SimulatedMarket(Few with { Edge = 0 }).Name);
        Assert.Equal("simulated:7", new SimulatedMarket(Few with { Seed = 7 }).Name);
    }

    [Fact]
    public void Validate_OutOfRange_NamesTheOption()
    {
        foreach (var (name, options) in new (string, SimulatedMarketOptions)[]
        {
            (nameof(Few.StartTime), Few with { StartTime = Few.StartTime + 1 }),
            (nameof(Few.TradesPerMinute), Few with { TradesPerMinute = 0 }),
            (nameof(Few.Edge), Few with { Edge = double.NaN }),
            (nameof(Few.BatchSize), Few with { BatchSize = 0 }),
            (nameof(Few.MaxBatchSpan), Few with { MaxBatchSpan = TimeSpan.FromSeconds(7) }),
            (nameof(Few.Symbols), Few with { Symbols = [Btc, Btc] }),
        })
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => new SimulatedMarket(options));
            Assert.Equal(name, error.ParamName);
        }

        Assert.Throws<ArgumentException>("symbol", () => new SimulatedMarket(Few).History(Symbol.Parse("LTC-USDT"), Timeframe.H1, 0, 1));
    }
}
