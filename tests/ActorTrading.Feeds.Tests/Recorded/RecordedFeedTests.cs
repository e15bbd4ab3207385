using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Recorded;

public sealed class RecordedFeedTests : IDisposable
{
    private const long Start = 1_700_000_000_000;
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    private static readonly Symbol Eth = Symbol.Parse("ETH-USDT");

    private readonly RecordingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FromEveryPosition_IsTheSuffix()
    {
        var specs = TwoSymbols();
        foreach (var options in new[] { new RecordedFeedOptions { BatchSize = 4 }, new RecordedFeedOptions { BatchSize = 4, Sort = true } })
        {
            var feed = new RecordedFeed(specs, options);
            var all = feed.Read().ToList();
            foreach (var symbol in feed.Symbols)
            {
                var rows = Reading.Ticks(all.Where(batch => batch.Symbol == symbol));
                for (var position = 0; position <= rows.Length; position++)
                {
                    var batches = feed.Read(new Dictionary<Symbol, long> { [symbol] = position }).Where(batch => batch.Symbol == symbol).ToList();

                    Assert.Equal(rows[position..], Reading.Ticks(batches));
                    Assert.Equal(position, batches.Count == 0 ? position : batches[0].From);
                    Assert.Equal(rows.Length, batches.Count == 0 ? rows.Length : batches[^1].Position);
                }
            }
        }
    }

    [Fact]
    public void Read_RealFileFromAnyPosition_IsTheSuffix()
    {
        var feed = new RecordedFeed([new(MarketData.File("XRP-ETH.trades.2019-10.csv.gz"))]);
        var all = Reading.Ticks(feed);

        Prop.ForAll<int>(seed =>
        {
            var position = (int)((uint)seed * 2654435761u % (uint)(all.Length + 1));
            var rest = Reading.Ticks(feed, new Dictionary<Symbol, long> { [Symbol.Parse("XRP-ETH")] = position });
            Assert.Equal(all.Length - position, rest.Length);
            Assert.True(all.AsSpan(position).SequenceEqual(rest));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_PositionBeyondTheFiles_SaysThatTheyChanged()
    {
        var feed = new RecordedFeed([new(_folder.WriteTrades("BTC-USDT.csv", Row(0, 1)))]);

        var error = Assert.Throws<FeedFormatException>(() => feed.Read(new Dictionary<Symbol, long> { [Btc] = 2 }).ToList());

        Assert.Equal("position", error.Field);
        Assert.Empty(feed.Read(new Dictionary<Symbol, long> { [Btc] = 1, [Eth] = 77 }));
    }

    [Fact]
    public void Read_SeveralSymbols_AreMergedByEventTime()
    {
        var feed = new RecordedFeed(TwoSymbols(), new RecordedFeedOptions { BatchSize = 1 });

        var times = feed.Read().Select(EventTime.LastOf).ToList();

        Assert.Equal([.. times.Order()], times);
        Assert.Equal([Btc, Eth], feed.Symbols);
    }

    [Fact]
    public void Read_CandlesAndTradesMixed_BarsComeWhenTheyEnd()
    {
        var trades = _folder.WriteTrades("ETH-USDT.csv", Row(59_000, 1), Row(61_000, 2), Row(121_000, 3));
        var candles = _folder.WriteCandles("BTC-USDT.1m.csv", $"{Minute(0)},1,1,1,1,1", $"{Minute(1)},1,1,1,1,1");

        var order = new RecordedFeed([new(trades), new(candles)], new RecordedFeedOptions { BatchSize = 1 }).Read()
            .Select(batch => (batch.Symbol, batch.Position));

        Assert.Equal([(Eth, 1L), (Btc, 1L), (Eth, 2L), (Btc, 2L), (Eth, 3L)], order);
    }

    [Fact]
    public void Read_BatchesEndAtSizeAndSpan()
    {
        var path = _folder.WriteTrades("BTC-USDT.csv", Row(0, 1), Row(30_000, 2), Row(60_000, 3), Row(60_001, 4), Row(60_002, 5), Row(60_003, 6), Row(60_004, 7));

        int[] Counts(RecordedFeedOptions options) => [.. new RecordedFeed([new(path)], options).Read().Select(batch => batch.Count)];

        Assert.Equal([3, 4], Counts(new RecordedFeedOptions()));
        Assert.Equal([3, 3, 1], Counts(new RecordedFeedOptions { BatchSize = 3 }));
        Assert.Equal([7], Counts(RecordedFeedOptions.Bulk));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1], Counts(new RecordedFeedOptions { BatchSize = 1 }));
    }

    [Fact]
    public void Read_FilesOfOneSymbol_FollowEachOtherByFirstRow()
    {
        var later = _folder.WriteTrades("BTC-USDT.a.csv", Row(1000, 3), Row(2000, 4));
        var earlier = _folder.WriteTrades("BTC-USDT.b.csv", Row(0, 1), Row(1500, 2));

        Assert.Equal([1L, 2, 3, 4], Reading.Ticks(new RecordedFeed([new(later), new(earlier)])).Select(tick => tick.Id));
    }

    [Fact]
    public void Read_Sorted_OrdersByTimeThenIdAndKeepsTheFirstOfAnId()
    {
        var path = _folder.WriteTrades(
            "BTC-USDT.csv", Row(5, 9), Row(5, 8), Row(1, 3), $"{Start + 7},99,1,buy,3", Row(2, 0), Row(2, 0));

        var ticks = Reading.Ticks(new RecordedFeed([new(path)], new RecordedFeedOptions { Sort = true }));

        Assert.Equal([3L, 0, 0, 8, 9], ticks.Select(tick => tick.Id));
        Assert.Equal(1_00000000, ticks[0].Price);
    }

    [Fact]
    public void Load_ConflictingCandles_TheLastReadStays()
    {
        var first = _folder.WriteCandles("BTC-USDT.1m.a.csv", $"{Minute(1)},1,1,1,1,1", $"{Minute(0)},1,1,1,1,1");
        var second = _folder.WriteCandles("BTC-USDT.1m.b.csv", $"{Minute(0)},2,2,2,2,2", $"{Minute(1)},1,1,1,1,1.0");

        var history = CandleHistory.Load([first, second]);

        Assert.Equal((4, 1, 1, 1), (history.Rows, history.Duplicates, history.Conflicts, history.OutOfOrder));
        Assert.Equal([2_00000000, 1_00000000], history.Bars.ToArray().Select(bar => bar.Close));
    }

    [Fact]
    public void New_KindsTimeframesOrSymbolsThatDoNotFit_AreRefused()
    {
        var trades = _folder.WriteTrades("BTC-USDT.csv", Row(0, 1));
        var minutes = _folder.WriteCandles("BTC-USDT.1m.csv", $"{Minute(0)},1,1,1,1,1");
        var hours = _folder.WriteCandles("BTC-USDT.1h.csv", $"{Minute(0)},1,1,1,1,1");
        var other = _folder.WriteCandles("ETH-USDT.1m.csv", $"{Minute(0)},1,1,1,1,1");

        Assert.Contains("one kind per symbol", Assert.Throws<FeedFormatException>(() => new RecordedFeed([new(trades), new(minutes)])).Message, StringComparison.Ordinal);
        Assert.Equal("timeframe", Assert.Throws<FeedFormatException>(() => new RecordedFeed([new(minutes), new(hours)])).Field);
        Assert.Equal("timeframe", Assert.Throws<FeedFormatException>(() => CandleHistory.Load([minutes, hours])).Field);
        Assert.Equal("symbol", Assert.Throws<FeedFormatException>(() => CandleHistory.Load([minutes, other])).Field);
        Assert.Equal("header", Assert.Throws<FeedFormatException>(() => CandleHistory.Load([trades])).Field);
    }

    [Fact]
    public void Name_SameFiles_IsStableAndTellsSortedApart()
    {
        var specs = TwoSymbols();

        Assert.Equal("recorded:BTC-USDT.csv+ETH-USDT.csv", new RecordedFeed(specs).Name);
        Assert.Equal(new RecordedFeed(specs).Name, new RecordedFeed([specs[1], specs[0]]).Name);
        Assert.Equal("recorded:BTC-USDT.csv+ETH-USDT.csv:sorted", new RecordedFeed(specs, new RecordedFeedOptions { Sort = true }).Name);
    }

    [Fact]
    public void Validate_OutOfRange_NamesTheOption()
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(RecordedFeedOptions.BatchSize), () => new RecordedFeedOptions { BatchSize = 0 }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>(
            nameof(RecordedFeedOptions.MaxBatchSpan), () => new RecordedFeedOptions { MaxBatchSpan = TimeSpan.Zero }.Validate());
    }

    [Fact]
    public void Read_FirstBatches_CostNoMoreThanTheyHold()
    {
        // The whole file would be 4.6 MB of rows: whoever stops pulling must not have paid for it.
        var feed = new RecordedFeed([new(MarketData.File("LTC-USDT.trades.2025-06-21.csv.gz"))], RecordedFeedOptions.Bulk);
        _ = feed.Read().First();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var rows = feed.Read().Take(3).Sum(batch => batch.Count);

        Assert.Equal(3 * 1024, rows);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400_000);
    }

    [Fact]
    public async Task ReadAsync_BadRowFarAhead_IsNotMetBeforeItIsPulled()
    {
        var rows = Enumerable.Range(0, 5000).Select(i => Row(i, i + 1)).Append("nonsense").ToArray();
        var feed = new RecordedFeed([new(_folder.WriteTrades("BTC-USDT.csv", rows))], new RecordedFeedOptions { BatchSize = 100 });
        var pulled = 0;

        await Assert.ThrowsAsync<FeedFormatException>(async () =>
        {
            await foreach (var batch in feed.ReadAsync(Reading.FromTheStart, CancellationToken.None))
            {
                pulled += batch.Count;
            }
        });

        Assert.Equal(5000, pulled);
    }

    [Fact]
    public void Read_ManyRows_AllocatesLittleMoreThanTheRows()
    {
        var feed = new RecordedFeed([new(MarketData.File("LTC-USDT.trades.2025-06-21.csv.gz"))], RecordedFeedOptions.Bulk);
        _ = feed.Read().Sum(batch => batch.Count);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var rows = feed.Read().Sum(batch => (long)batch.Count);

        var perRow = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)rows;
        Assert.InRange(perRow, 40, 45);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var feed = new RecordedFeed(TwoSymbols(), new RecordedFeedOptions { BatchSize = 1 });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in feed.ReadAsync(Reading.FromTheStart, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }

    private static long Minute(int n) => (Start / 60_000 * 60_000) + (n * 60_000L);

    private static string Row(int millis, int id) => $"{(Start / 60_000 * 60_000) + millis},1,1,buy,{id}";

    private List<RecordedFileSpec> TwoSymbols()
    {
        var btc = Enumerable.Range(0, 37).Select(i => Row(i * i * 900, i + 1)).ToArray();
        var eth = Enumerable.Range(0, 23).Select(i => Row(i * 41_000, i + 1)).ToArray();
        return [new(_folder.WriteTrades("BTC-USDT.csv", btc)), new(_folder.WriteTrades("ETH-USDT.csv", eth))];
    }
}
