using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Replay;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Tests.Symbols;

public sealed class CorrectionTests
{
    private static readonly ModelSet Models = new ModelScript().Models("a", "b");
    private static readonly SeriesId Fives = new(TestMarket.Btc, Timeframe.M5);
    private static readonly List<TickBatch> Batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(9, 72), () => 19);

    [Fact]
    public async Task Correction_OfADecisionBar_ChangesWhatFollowsAndNothingThatWasSaid()
    {
        var plain = await EngineRun.UndisturbedAsync(Batches, TestMarket.Options, Models);
        var (journal, corrected) = await CorrectedAsync(restarts: false);

        var report = await JournalReplay.RunAsync(journal, TestMarket.Options, Models);
        Assert.Equal((0, null), (report.Differences, report.FirstDifference));
        var events = await journal.EventsAsync("BTC-USDT");
        var at = events.FindIndex(e => e is BarCorrected);
        Assert.Equal(new BarCorrected(Timeframe.M5, corrected, CandleSource.Okx, 1), events[at]);
        var before = Said(events[..at]);
        var expected = Said(await plain.EventsAsync("BTC-USDT"));
        Assert.NotEmpty(before);
        Assert.Equal(before, expected[..before.Count]);
        Assert.NotEqual(expected, Said(events));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Correction_ThenRestart_GoesOnAsIfThereHadBeenNone(bool withSnapshot)
    {
        var (whole, _) = await CorrectedAsync(restarts: false);
        var (restarted, _) = await CorrectedAsync(restarts: true, withSnapshot);

        Assert.Equal(await EngineRun.HashAsync(whole, TestMarket.Options), await EngineRun.HashAsync(restarted, TestMarket.Options));
        var report = await JournalReplay.RunAsync(restarted, TestMarket.Options, Models);
        Assert.Equal((0, null), (report.Differences, report.FirstDifference));
    }

    [Fact]
    public async Task Correction_ThatSaysNothingNew_IsAnsweredAndNotStored()
    {
        var journal = new BreakableJournal();
        await using var run = new EngineRun(journal, TestMarket.Options, Models);
        await run.FeedAsync(Batches[..8]);
        var bars = run.View.Find(TestMarket.Btc)!.Bars.Page(Timeframe.M5, 100, long.MaxValue);
        var known = new Candle(bars[^1], CandleSource.Okx);

        Assert.False(await TellAsync(run, known));
        Assert.False(await TellAsync(run, known with { Bar = known.Bar with { BuyVolume = 0, QuoteVolume = 0, Trades = 0 } }));
        Assert.False(await TellAsync(run, known with { Bar = known.Bar with { High = known.Bar.High + 1 }, IsFinal = false }));
        Assert.False(await TellAsync(run, known with { Bar = known.Bar with { High = 0 } }));
        Assert.False(await TellAsync(run, known with { Bar = known.Bar with { OpenTime = known.OpenTime + Timeframe.M5.Length } }));
        Assert.False(await TellAsync(run, known with { Bar = known.Bar with { OpenTime = known.OpenTime - 7, High = known.Bar.High + 1 } }));
        Assert.DoesNotContain(await journal.EventsAsync("BTC-USDT"), e => e is BarCorrected);

        Assert.True(await TellAsync(run, known with { Bar = known.Bar with { High = known.Bar.High + 1 } }));
        Assert.False(await TellAsync(run, known with { Bar = known.Bar with { High = known.Bar.High + 1 } }));
        Assert.Equal(known.Bar.High + 1, run.View.Find(TestMarket.Btc)!.Bars.Page(Timeframe.M5, 1, long.MaxValue)[0].High);
    }

    /// <summary>A market whose newest five minutes are corrected on the way.</summary>
    private static async Task<(BreakableJournal Journal, Bar Corrected)> CorrectedAsync(bool restarts, bool withSnapshot = false)
    {
        var journal = new BreakableJournal();
        var snapshots = new InMemorySnapshotStore();
        var part = Batches.Count * 5 / 6;
        Bar corrected;
        await using (var run = new EngineRun(journal, TestMarket.Options, Models, snapshots))
        {
            await run.FeedAsync(Batches[..part]);
            var bar = run.View.Find(TestMarket.Btc)!.Bars.Page(Timeframe.M5, 100, long.MaxValue)[^1];
            corrected = bar with { High = bar.High + (bar.High / 50), Close = bar.High + (bar.High / 100), Volume = bar.Volume * 3 };
            Assert.True(await TellAsync(run, new Candle(corrected, CandleSource.Okx, Revision: 1)));
            if (!restarts)
            {
                await run.FeedAsync(Batches);
                return (journal, corrected);
            }

            if (withSnapshot)
            {
                await run.SaveAsync(TestMarket.Btc);
            }
        }

        var reopened = await journal.ReopenAsync();
        await using var again = new EngineRun(reopened, TestMarket.Options, Models, snapshots);
        await again.FeedAsync(Batches);
        return (reopened, corrected);
    }

    private static async Task<bool> TellAsync(EngineRun run, Candle candle) =>
        (await run.Market.Ask<CorrectionStored>(new BarCorrection(Fives, candle), EngineRun.Patience)).Changed;

    private static List<string> Said(IEnumerable<ISymbolEvent> events) =>
        [.. events.OfType<PredictionIssued>().Select(p => $"{p.Horizon} {p.Time} {string.Join(' ', p.Probabilities)} {p.ExpectedReturn} {p.IntervalLow} {p.IntervalHigh}")];
}
