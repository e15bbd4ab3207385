using ActorTrading.Engine.Backtesting;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Backtesting;

/// <summary>A recorder's real file with its natural defects: 123,242 rows of LTC-USDT.</summary>
public sealed class RecordedTradesTests
{
    private const string Raw = "LTC-USDT.trades.2025-06-21.raw.csv.gz";
    private const string Clean = "LTC-USDT.trades.2025-06-21.csv.gz";

    private static readonly EngineOptions Options = new() { BarsRetained = 2000 };

    [Fact]
    public async Task Run_AsALiveFeed_CountsEveryRowAndNamesTheJumps()
    {
        var report = await BacktestAsync(new RecordedFeed([new RecordedFileSpec(ActorTrading.Tests.MarketData.File(Raw))]));

        Assert.Equal(97_699, report.Accepted);
        Assert.Equal(new Dictionary<string, long> { ["duplicate"] = 8_390, ["late"] = 17_153 }, report.Refused.ToDictionary());
        Assert.Equal(123_242, report.Accepted + report.Refused.Values.Sum());
        Assert.Equal(3, report.Jumps["LTC-USDT"].Count);
        Assert.Contains(report.Jumps["LTC-USDT"], j => j.ToTime - j.FromTime < -13 * 3_600_000_000L);
    }

    [Fact]
    public async Task Run_SameFileInOtherBatches_SameHash()
    {
        var once = await BacktestAsync(new RecordedFeed([new RecordedFileSpec(ActorTrading.Tests.MarketData.File(Raw))]));
        var again = await BacktestAsync(new RecordedFeed([new RecordedFileSpec(ActorTrading.Tests.MarketData.File(Raw))], new RecordedFeedOptions { BatchSize = 777 }));

        Assert.Equal(once.Hash, again.Hash);
        Assert.Equal(once.Predictions, again.Predictions);
        Assert.True(once.Predictions > 0);
    }

    [Fact]
    public async Task Run_Sorted_AcceptsEveryTradeOnce()
    {
        var report = await BacktestAsync(new RecordedFeed([new RecordedFileSpec(ActorTrading.Tests.MarketData.File(Raw))], new RecordedFeedOptions { Sort = true }));

        Assert.Equal(114_852, report.Accepted);
        Assert.Empty(report.Refused);
    }

    [Fact]
    public async Task Bars_OfTheSortedFile_EqualTheCleanFileRolledUpByDefinition()
    {
        var sorted = new Dictionary<Timeframe, List<Bar>> { [Timeframe.M5] = [], [Timeframe.H1] = [] };
        var pipeline = new SymbolPipeline(Symbol.Parse("LTC-USDT"), Options);
        var feed = new RecordedFeed([new RecordedFileSpec(ActorTrading.Tests.MarketData.File(Raw))], new RecordedFeedOptions { Sort = true });
        await foreach (var batch in feed.ReadAsync(new Dictionary<Symbol, long>(), TestContext.Current.CancellationToken))
        {
            foreach (var closed in pipeline.Process((TickBatch)batch, 0).Closed.Where(c => sorted.ContainsKey(c.Timeframe)))
            {
                sorted[closed.Timeframe].Add(closed.Bar);
            }
        }

        var trades = new List<Tick>();
        await foreach (var batch in new RecordedFeed([new RecordedFileSpec(ActorTrading.Tests.MarketData.File(Clean))]).ReadAsync(new Dictionary<Symbol, long>(), TestContext.Current.CancellationToken))
        {
            trades.AddRange(((TickBatch)batch).Ticks.ToArray());
        }

        foreach (var (timeframe, bars) in sorted)
        {
            // The last span of the file is still open.
            var expected = trades.GroupBy(t => t.Time / timeframe.Length).Select(g => RollUp(timeframe, [.. g])).OrderBy(b => b.OpenTime).SkipLast(1).ToList();
            Assert.Equal(expected, bars);
        }

        Assert.True(sorted[Timeframe.M5].Count > 300);
    }

    private static Bar RollUp(Timeframe timeframe, List<Tick> trades) => new(
        trades[0].Time / timeframe.Length * timeframe.Length,
        trades.MinBy(t => (t.Time, t.Id)).Price,
        trades.Max(t => t.Price),
        trades.Min(t => t.Price),
        trades.MaxBy(t => (t.Time, t.Id)).Price,
        trades.Sum(t => t.Size),
        trades.Where(t => t.Side == Side.Buy).Sum(t => t.Size),
        trades.Sum(t => Fixed.ToDecimal(t.Price) * Fixed.ToDecimal(t.Size)),
        trades.Count);

    private static Task<BacktestReport> BacktestAsync(RecordedFeed feed) =>
        Backtester.RunAsync(feed, Options, ModelFactory.Untrained(Options), TimeProvider.System, cancellationToken: TestContext.Current.CancellationToken);
}
