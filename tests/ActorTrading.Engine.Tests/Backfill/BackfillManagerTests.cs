using ActorTrading.Engine.Backfill;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Tests.Backfill;

public sealed partial class BackfillManagerTests : IAsyncLifetime
{
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    private static readonly SeriesId Hours = new(Btc, Timeframe.H1);
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly LeapingClock _clock = new(new DateTimeOffset(2024, 3, 15, 10, 20, 0, TimeSpan.Zero));
    private HistoryStore? _store;

    private HistoryStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = await HistoryStore.OpenAsync(_clock);

    public async ValueTask DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task EmptyStore_GetsTwoCalendarMonthsOfEveryTimeframe()
    {
        var exchange = new ScriptedExchange(_clock);

        var report = await RunAsync(exchange, Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4, Timeframe.D1);

        Assert.True(report.IsComplete);
        Assert.Equal(1, report.SuccessRate);
        foreach (var one in report.Series)
        {
            var range = new TimeRange(Micros(2024, 1, 15), one.Series.Timeframe.OpenOf(Micros(2024, 3, 15, 10, 19)));
            Assert.Equal(range, one.Range);
            Assert.Equal(exchange.Truth(one.Series, range), await Store.CandlesAsync(one.Series));
            Assert.Equal((range.Bars(one.Series.Timeframe), range.Bars(one.Series.Timeframe), 0L, 0L), (one.Expected, one.Inserted, one.Duplicates, one.Missing));
            Assert.Equal((int)Math.Ceiling(one.Expected / 300.0), one.Requests);
            Assert.Equal(1, one.Completion);
        }

        Assert.Equal(report.Series.Sum(s => s.Requests), exchange.Asked.Count);
        Assert.Equal(report.Candles, report.Series.Sum(s => s.Expected));
    }

    [Fact]
    public async Task WhatIsStored_IsNotAskedForAgain()
    {
        var exchange = new ScriptedExchange(_clock);
        await RunAsync(exchange, Timeframe.M15);
        var before = (exchange.Asked.Count, exchange.InstrumentsAsked);
        var digest = await Store.DigestAsync();

        var again = await RunAsync(exchange, Timeframe.M15);

        Assert.Equal(before, (exchange.Asked.Count, exchange.InstrumentsAsked));
        Assert.Equal(0, again.Series[0].Requests);
        Assert.Equal(again.Series[0].Expected, again.Series[0].Stored);
        Assert.Equal(digest, await Store.DigestAsync());
    }

    [Fact]
    public async Task Requests_GoFromNewToOld()
    {
        var exchange = new ScriptedExchange(_clock);

        await RunAsync(exchange, Timeframe.H1);

        Assert.Equal(exchange.Asked.OrderByDescending(a => a.Window.To), exchange.Asked);
    }

    [Fact]
    public async Task Hole_IsFetchedWithItsSeamsAndKeptWithItsProvenance()
    {
        var exchange = new ScriptedExchange(_clock);
        await RunAsync(exchange, Timeframe.H1);
        var truth = await Store.CandlesAsync(Hours);
        await Store.Database.Candles.DeleteAsync(Hours, [.. truth.Skip(500).Take(7).Select(c => c.OpenTime)], None);
        var before = exchange.Asked.Count;

        var report = (await RunAsync(exchange, Timeframe.H1)).Series[0];

        Assert.Equal(truth, await Store.CandlesAsync(Hours));
        Assert.Equal([new TimeRange(truth[499].OpenTime, truth[508].OpenTime)], exchange.Asked.Skip(before).Select(a => a.Window));
        Assert.Equal((7L, 2L), (report.Inserted, report.Duplicates));
        var repair = Assert.Single(report.Repaired);
        Assert.Equal((truth[500].OpenTime, 7L, CandleSource.Okx), (repair.Gap.Range.From, repair.Gap.Missing, repair.Source));
        var noted = Assert.Single(await Store.Database.Findings.PageAsync(Hours, long.MaxValue, 10, None));
        Assert.Equal((FindingRule.Gap, FindingAction.Repaired, "okx"), (noted.Finding.Rule, noted.Finding.Action, noted.Source));
        Assert.NotNull(noted.ResolvedAt);
        Assert.Contains("asked for by the request for BTC-USDT 1h, 2024-", noted.Finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunThatDiesBetweenTheCandlesAndTheNote_LeavesTheProvenanceOfTheRepairedHole()
    {
        var exchange = new ScriptedExchange(_clock);
        await RunAsync(exchange, Timeframe.H1);
        var truth = await Store.CandlesAsync(Hours);
        await Store.Database.Candles.DeleteAsync(Hours, [.. truth.Skip(500).Take(7).Select(c => c.OpenTime)], None);
        var dying = new BackfillManager(Store.Database, exchange, new BackfillOptions(), _clock) { Corrections = (_, _, _) => throw new InvalidOperationException("killed") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RunAsync(new BackfillRequest { Symbols = [Btc], Timeframes = [Timeframe.H1] }, null, None));
        Assert.Equal(truth, await Store.CandlesAsync(Hours));

        await RunAsync(exchange, Timeframe.H1);

        var noted = Assert.Single(await Store.Database.Findings.PageAsync(Hours, long.MaxValue, 10, None));
        Assert.Equal((truth[500].OpenTime, 7L, FindingAction.Repaired, "okx"), (noted.Finding.Time, noted.Finding.Count, noted.Finding.Action, noted.Source));
        Assert.NotNull(noted.ResolvedAt);
        Assert.Contains("asked for by the request for BTC-USDT 1h, 2024-", noted.Finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeamThatDiffers_BecomesARevision()
    {
        var exchange = new ScriptedExchange(_clock);
        await RunAsync(exchange, Timeframe.H1);
        var truth = await Store.CandlesAsync(Hours);
        await Store.Database.Candles.DeleteAsync(Hours, [truth[500].OpenTime, truth[501].OpenTime], None);
        var wrong = truth[501] with { Bar = truth[501].Bar with { Close = truth[501].Bar.Close + 1 } };
        await Store.Database.Candles.UpsertAsync(Hours, new[] { wrong }, None);

        var report = (await RunAsync(exchange, Timeframe.H1)).Series[0];

        Assert.Equal(1, report.Revised);
        Assert.Equal(truth[501] with { Revision = 1 }, (await Store.CandlesAsync(Hours))[501]);
    }

    [Fact]
    public async Task Outage_IsAskedForTwiceNotedAndLeftAloneForAWeek()
    {
        var outage = new TimeRange(Micros(2024, 2, 1), Micros(2024, 2, 1, 5));
        var exchange = new ScriptedExchange(_clock) { Outages = [outage] };

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.True(report.IsComplete);
        Assert.Equal([new Gap(Hours, outage, GapCause.ExchangeOutage)], report.Series[0].Gaps);
        Assert.Equal(5, report.Series[0].Missing);
        Assert.Equal(2, exchange.Asked.Count(a => a.Window.Contains(outage.From)));
        var noted = Assert.Single(await Store.Database.Findings.OpenAsync(Hours, None));
        Assert.Equal((GapCause.ExchangeOutage, outage.From, 5L), (noted.Cause, noted.Finding.Time, noted.Finding.Count));
        Assert.Equal(truthCount(exchange), (await Store.CandlesAsync(Hours)).Count);

        var known = await RunAsync(exchange, Timeframe.H1);
        Assert.Equal(2, exchange.Asked.Count(a => a.Window.Contains(outage.From)));
        Assert.Equal(GapCause.ExchangeOutage, Assert.Single(known.Series[0].Gaps).Cause);

        _clock.Advance(TimeSpan.FromDays(8));
        exchange.Outages = [];
        var later = await RunAsync(exchange, Timeframe.H1);
        Assert.Empty(later.Series[0].Gaps);
        Assert.Equal(GapCause.ExchangeOutage, Assert.Single(later.Series[0].Repaired).Gap.Cause);
        Assert.Empty(await Store.Database.Findings.OpenAsync(Hours, None));

        static int truthCount(ScriptedExchange exchange) => exchange.Truth(Hours, new TimeRange(Micros(2024, 1, 15), long.MaxValue)).Count;
    }

    [Fact]
    public async Task EmptyAnswerOnce_IsNotBelieved()
    {
        var exchange = new ScriptedExchange(_clock) { Spoil = (n, rows) => n == 3 ? [] : n == 2 ? [.. rows.Take(100)] : rows };

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.Empty(report.Series[0].Gaps);
        Assert.Equal(1, report.Series[0].Completion);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BeforeListing_IsNotMissing(bool tells)
    {
        var listed = Micros(2024, 3, 1, 6, 30);
        var exchange = tells
            ? new ScriptedExchange(_clock) { ListedAt = listed }
            : new ScriptedExchange(_clock) { Outages = [new TimeRange(0, Micros(2024, 3, 1, 6))] };

        var report = await RunAsync(exchange, Timeframe.H1, Timeframe.D1);

        Assert.True(report.IsComplete);
        Assert.Equal(new Gap(Hours, new TimeRange(Micros(2024, 1, 15), Micros(2024, 3, 1, 6)), GapCause.NotListedYet), Assert.Single(report.Series[0].Gaps));
        Assert.Equal((1.0, 0L), (report.Series[0].Completion, report.Series[0].Missing));
        Assert.Equal(tells ? Micros(2024, 3, 1, 6) : Micros(2024, 1, 15), exchange.Asked.Where(a => a.Series == Hours).Min(a => a.Window.From));

        var asked = exchange.Asked.Count;
        await RunAsync(exchange, Timeframe.H1, Timeframe.D1);
        Assert.Equal(asked, exchange.Asked.Count);
    }

    [Fact]
    public async Task RequestThatFailsOnce_IsMadeGoodInTheSameRun()
    {
        var exchange = new ScriptedExchange(_clock) { Before = (n, _, _) => n == 2 ? throw ScriptedExchange.Failed(retryAfter: TimeSpan.FromSeconds(7)) : Task.CompletedTask };
        var start = _clock.GetUtcNow();

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.True(report.IsComplete);
        Assert.Single(report.Series[0].Failures);
        Assert.True(report.SuccessRate < 1);
        Assert.Equal(TimeSpan.FromSeconds(7), _clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task WindowThatAlwaysFails_StaysOpenAndIsNamed()
    {
        var broken = Micros(2024, 2, 10);
        var exchange = new ScriptedExchange(_clock) { Before = (_, w, _) => w.Contains(broken) ? throw ScriptedExchange.Failed() : Task.CompletedTask };

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.False(report.IsComplete);
        var gap = Assert.Single(report.Series[0].Gaps);
        Assert.Equal(GapCause.FetchFailed, gap.Cause);
        Assert.True(gap.Range.Contains(broken) && gap.Missing <= 300);
        Assert.Equal(FindingAction.Refetch, Assert.Single(await Store.Database.Findings.OpenAsync(Hours, None)).Finding.Action);

        exchange.Before = (_, _, _) => Task.CompletedTask;
        var next = await RunAsync(exchange, Timeframe.H1);
        Assert.True(next.IsComplete);
        Assert.Equal(GapCause.FetchFailed, Assert.Single(next.Series[0].Repaired).Gap.Cause);
        Assert.Empty(await Store.Database.Findings.OpenAsync(Hours, None));
    }

    [Fact]
    public async Task ExchangeThatIsDown_IsNotAskedForEveryWindow()
    {
        var exchange = new ScriptedExchange(_clock) { Before = (_, _, _) => throw ScriptedExchange.Failed(ExchangeFailure.CircuitOpen) };

        var report = await RunAsync(exchange, Timeframe.M5);

        Assert.Equal(6, exchange.Asked.Count);
        Assert.Equal(GapCause.FetchFailed, Assert.Single(report.Series[0].Gaps).Cause);
        Assert.Equal((0.0, 0.0), (report.Series[0].Completion, report.SuccessRate));
    }

    [Fact]
    public async Task UnknownInstrument_IsNamedAndTheOthersGoOn()
    {
        var exchange = new ScriptedExchange(_clock) { Knows = false };

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.False(report.IsComplete);
        Assert.Empty(exchange.Asked);
        Assert.Contains("okx has no instrument BTC-USDT", Assert.Single(report.Series[0].Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormingBar_IsNeitherStoredNorMissing()
    {
        var end = Micros(2024, 3, 15, 9);
        var exchange = new ScriptedExchange(_clock) { Spoil = (_, rows) => [.. rows.Select(r => r.OpenTime >= end ? r with { IsFinal = false } : r)] };

        var report = (await RunAsync(exchange, Timeframe.H1)).Series[0];

        Assert.Empty(report.Gaps);
        Assert.Equal((end, 1.0), (report.Range.To, report.Completion));
        Assert.All(await Store.CandlesAsync(Hours), c => Assert.True(c.IsFinal && c.OpenTime < end));
    }

    [Fact]
    public async Task RowsThatCannotBeTrue_AreRefusedAndLeftUnknown()
    {
        var at = Micros(2024, 2, 10);
        var exchange = new ScriptedExchange(_clock) { Spoil = (_, rows) => [.. rows.Select(r => r.OpenTime == at ? r with { Bar = r.Bar with { High = 1 } } : r)] };

        var report = (await RunAsync(exchange, Timeframe.H1)).Series[0];

        Assert.Equal(new Gap(Hours, new TimeRange(at, at + Timeframe.H1.Length), GapCause.Unknown), Assert.Single(report.Gaps));
        Assert.Equal(2, report.Refused);
    }

    [Fact]
    public async Task FlatCandles_AreKept()
    {
        var exchange = new ScriptedExchange(_clock) { Spoil = (_, rows) => [.. rows.Select(r => r with { Bar = new Bar(r.OpenTime, 5, 5, 5, 5, 0, 0, 0, 0) })] };

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.Equal(report.Series[0].Expected, (await Store.CandlesAsync(Hours)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Cancelled_KeepsWhatIsStoredAndTheNextRunEndsIt(int at)
    {
        using var stop = new CancellationTokenSource();
        var exchange = new ScriptedExchange(_clock)
        {
            Before = async (n, _, _) =>
            {
                if (n == at)
                {
                    await stop.CancelAsync();
                }
            },
        };
        var manager = new BackfillManager(Store.Database, exchange, new BackfillOptions(), _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => manager.RunAsync(Request(Timeframe.H1), null, stop.Token));
        var kept = (await Store.CandlesAsync(Hours)).Count;
        Assert.InRange(kept, (at - 1) * 300, at * 300);

        var report = await RunAsync(exchange, Timeframe.H1);

        Assert.Equal(kept, report.Series[0].Stored);
        Assert.Equal(exchange.Truth(Hours, report.Series[0].Range), await Store.CandlesAsync(Hours));
    }

    [Fact]
    public async Task DryRun_AsksForNoCandlesAndChangesNothing()
    {
        var exchange = new ScriptedExchange(_clock);
        await Store.Database.Candles.UpsertAsync(Hours, new[] { ScriptedExchange.Made(Hours, Micros(2024, 3, 15, 8)) }, None);
        var digest = await Store.DigestAsync();
        var manager = new BackfillManager(Store.Database, exchange, new BackfillOptions(), _clock);

        var report = await manager.RunAsync(Request(Timeframe.H1) with { DryRun = true }, null, None);

        Assert.Empty(exchange.Asked);
        Assert.Equal(digest, await Store.DigestAsync());
        Assert.Equal((1450L, 1449L, 5), (report.Series[0].Expected, report.Series[0].Missing, report.Series[0].Requests));
    }

    [Fact]
    public async Task Progress_EndsWithEverythingDone()
    {
        var exchange = new ScriptedExchange(_clock) { Outages = [new TimeRange(Micros(2024, 2, 1), Micros(2024, 2, 2))] };
        var seen = new List<BackfillProgress>();
        var manager = new BackfillManager(Store.Database, exchange, new BackfillOptions(), _clock);

        await manager.RunAsync(Request(Timeframe.H1), new Immediate(seen), None);

        Assert.Equal(new BackfillProgress(Hours, 6, 6, 1450 - 24 + 2, IsDone: true), seen[^1]);
        Assert.All(seen.SkipLast(1), p => Assert.True(p.Requests < p.Expected && !p.IsDone));
    }

    private static BackfillRequest Request(params Timeframe[] timeframes) => new() { Symbols = [Btc], Timeframes = timeframes };

    private static long Micros(int year, int month, int day, int hour = 0, int minute = 0) =>
        new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;

    private Task<BackfillReport> RunAsync(ScriptedExchange exchange, params Timeframe[] timeframes) =>
        new BackfillManager(Store.Database, exchange, new BackfillOptions(), _clock).RunAsync(Request(timeframes), null, None);

    private sealed class Immediate(List<BackfillProgress> seen) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => seen.Add(value);
    }
}
