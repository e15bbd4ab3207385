using ActorTrading.Engine.Maintenance;
using ActorTrading.Engine.Tests.Backfill;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Tests.Maintenance;

public sealed class MaintainerTests : IAsyncLifetime
{
    private const long Minute = 60_000_000;
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    private static readonly SeriesId Fives = new(Btc, Timeframe.M5);
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly LeapingClock _clock = new(new DateTimeOffset(2024, 3, 15, 10, 2, 0, TimeSpan.Zero));
    private HistoryStore? _store;

    private HistoryStore Store => _store!;

    private long Now => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public async ValueTask InitializeAsync() => _store = await HistoryStore.OpenAsync(_clock);

    public async ValueTask DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task SoundStore_IsLeftAlone()
    {
        var exchange = await FilledAsync();
        var digest = await Store.DigestAsync();

        var report = await RunAsync(exchange);

        Assert.True(report.IsClean);
        Assert.Equal((0L, 0L, 0L), (report.GapsFound, report.DuplicatesFound, report.InvalidFound));
        Assert.Equal(300, report.Series[0].Compared);
        Assert.Equal(digest, await Store.DigestAsync());
    }

    [Fact]
    public async Task GapsDamageAndCopies_AreRepairedOnceAndNothingIsLeft()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [.. truth.Skip(100).Take(4).Select(c => c.OpenTime), truth[290].OpenTime], None);
        await PutAsync(truth[10] with { Bar = truth[10].Bar with { Close = truth[10].Bar.Close + 1 } });
        await PutAsync(truth[11] with { Bar = truth[11].Bar with { High = truth[11].Bar.Low - 1 } });
        await PutAsync(truth[12] with { Bar = truth[12].Bar with { Low = -4 } });
        await PutAsync(truth[13] with { Bar = truth[13].Bar with { OpenTime = truth[13].OpenTime + 7 } });
        await PutAsync(truth[14] with { Bar = truth[14].Bar with { OpenTime = truth[14].OpenTime + Minute, Close = truth[14].Bar.Close + 9 } });

        var report = await RunAsync(exchange);

        Assert.True(report.IsClean);
        Assert.Equal((2L, 2L, 5L, 5L), (report.GapsFound, report.GapsFilled, report.MissingFound, report.MissingFilled));
        Assert.Equal((1L, 1L), (report.DuplicatesFound, report.DuplicatesRemoved));
        Assert.Equal((4L, 4L), (report.InvalidFound, report.InvalidFixed));
        Assert.Equal(truth.Select(c => c.Bar), (await Store.CandlesAsync(Fives)).Select(c => c.Bar));
        Assert.All((await Store.CandlesAsync(Fives)).Skip(10).Take(3), c => Assert.True(c.Revision > 0));
        var notes = await Store.Database.Findings.PageAsync(Fives, long.MaxValue, 100, None);
        Assert.Equal(
            [FindingRule.OutOfRange, FindingRule.OhlcRelation, FindingRule.OffGrid, FindingRule.Gap, FindingRule.Gap, FindingRule.DiffersFromExchange],
            notes.Select(n => n.Finding.Rule).OrderBy(r => r.ToString() == "OutOfRange" ? 0 : (int)r));
        Assert.All(notes, n => Assert.True(n.ResolvedAt is not null && n.Finding.Action == FindingAction.Repaired && n.Source == "okx"));
        Assert.Contains(notes, n => n.Finding.Detail == $"close was {Fixed.ToDecimal(truth[10].Bar.Close + 1):0.########}, the exchange publishes {Fixed.ToDecimal(truth[10].Bar.Close):0.########}");

        var digest = await Store.DigestAsync();
        var again = await RunAsync(exchange);
        Assert.True(again.IsClean);
        Assert.Equal((0L, 0L, 0L), (again.GapsFound, again.DuplicatesFound, again.InvalidFound));
        Assert.Equal(digest, await Store.DigestAsync());
    }

    [Fact]
    public async Task DryRun_NamesEverythingAndChangesNothing()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [.. truth.Skip(100).Take(4).Select(c => c.OpenTime)], None);
        await PutAsync(truth[10] with { Bar = truth[10].Bar with { Close = truth[10].Bar.Close + 1 } });
        var digest = await Store.DigestAsync();

        var report = await RunAsync(exchange, r => r with { DryRun = true });

        Assert.Equal(digest, await Store.DigestAsync());
        Assert.False(report.IsClean);
        Assert.Equal((1L, 0L, 4L, 0L), (report.GapsFound, report.GapsFilled, report.MissingFound, report.MissingFilled));
        Assert.Equal((1L, 0L), (report.InvalidFound, report.InvalidFixed));
        Assert.Equal([FindingRule.Gap, FindingRule.DiffersFromExchange], report.Left.Select(l => l.Rule).Order());
    }

    [Fact]
    public async Task Window_BoundsWhatIsLookedAt()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [truth[1].OpenTime], None);

        Assert.Equal(0, (await RunAsync(exchange)).MissingFound);
        Assert.Equal(1, (await RunAsync(exchange, r => r with { Window = null })).MissingFilled);

        Assert.Equal(truth, await Store.CandlesAsync(Fives));
    }

    [Theory]
    [InlineData("4h", 6)]
    [InlineData("1d", 1)]
    public async Task Window_OfADayAndAnHour_HoldsTheLastWholeDayInEveryTimeframe(string timeframe, int bars)
    {
        var report = await RunAsync(new ScriptedExchange(_clock), r => r with { Symbols = [Btc], Timeframes = [Timeframe.Parse(timeframe)] });

        Assert.InRange(report.MissingFilled, bars, bars + 1);
        Assert.True(report.Series[0].Range.Contains(Timeframe.Parse(timeframe).OpenOf(Timeframe.D1.OpenOf(Now) - 1)));
    }

    [Fact]
    public async Task BarThatTheExchangeCallsForming_IsNoFinding()
    {
        var exchange = await FilledAsync();
        var last = (await Store.CandlesAsync(Fives))[^1].OpenTime;
        await Store.Database.Candles.DeleteAsync(Fives, [last], None);
        exchange.Spoil = (_, rows) => [.. rows.Select(r => r.OpenTime == last ? r with { IsFinal = false } : r)];

        Assert.True((await RunAsync(exchange)).IsClean);

        Assert.Empty(await Store.Database.Findings.OpenAsync(Fives, None));
    }

    [Fact]
    public async Task OutageOfTheExchange_IsNamedButNothingIsLeft()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        var outage = new TimeRange(truth[50].OpenTime, truth[53].OpenTime);
        exchange.Outages = [outage];
        await Store.Database.Candles.DeleteAsync(Fives, [.. truth.Skip(50).Take(3).Select(c => c.OpenTime)], None);

        var report = await RunAsync(exchange);

        Assert.True(report.IsClean);
        Assert.Equal(new Gap(Fives, outage, GapCause.ExchangeOutage), Assert.Single(report.Series[0].Gaps));
        var digest = await Store.DigestAsync();
        Assert.True((await RunAsync(exchange)).IsClean);
        Assert.Equal(digest, await Store.DigestAsync());
    }

    [Fact]
    public async Task RowThatCannotBeTrueAndIsNotPublished_IsRemoved()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        exchange.Outages = [new TimeRange(truth[50].OpenTime, truth[51].OpenTime)];
        await PutAsync(truth[50] with { Bar = truth[50].Bar with { High = 0 } });

        var report = await RunAsync(exchange);

        Assert.True(report.IsClean);
        Assert.Equal((1L, 1L, 0L), (report.InvalidFound, report.InvalidFixed, report.GapsFound));
        Assert.Equal(GapCause.ExchangeOutage, Assert.Single(report.Series[0].Gaps).Cause);
        Assert.Equal(truth.Where(c => c != truth[50]), await Store.CandlesAsync(Fives));
        Assert.True((await RunAsync(exchange)).IsClean);
    }

    [Fact]
    public async Task ExchangeThatFails_LeavesEverythingNamedWithItsCause()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [truth[100].OpenTime], None);
        await PutAsync(truth[110] with { Bar = truth[110].Bar with { High = 0 } });
        await PutAsync(truth[111] with { Bar = truth[111].Bar with { OpenTime = truth[111].OpenTime + 7 } });
        exchange.Before = (_, _, _) => throw ScriptedExchange.Failed();

        var report = await RunAsync(exchange);

        Assert.False(report.IsClean);
        Assert.All(report.Left, l => Assert.Equal(GapCause.FetchFailed, l.Cause));
        Assert.Equal(
            [FindingRule.OutOfRange, FindingRule.OffGrid, FindingRule.Gap, FindingRule.DiffersFromExchange, FindingRule.DiffersFromExchange],
            report.Left.Select(l => l.Rule).Where(r => r != FindingRule.ExtremeMove).Order());
        Assert.Contains(report.Left, l => l.Detail.Contains("okx did not answer", StringComparison.Ordinal));

        exchange.Before = (_, _, _) => Task.CompletedTask;
        Assert.True((await RunAsync(exchange)).IsClean);
        Assert.Equal(truth.Select(c => c.Bar), (await Store.CandlesAsync(Fives)).Select(c => c.Bar));
        Assert.Empty(await Store.Database.Findings.OpenAsync(Fives, None));
    }

    [Fact]
    public async Task ExchangeThatIsAway_IsAskedOnceAndWhatCouldNotBeLookedAtIsNamed()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [truth[^20].OpenTime], None);
        exchange.IsAway = true;

        var report = await RunAsync(exchange, r => r with { Timeframes = Timeframe.All });

        Assert.Equal(1, exchange.InVain);
        Assert.Equal(Timeframe.All.Order(), report.Left.Where(l => l.Cause == GapCause.FetchFailed).Select(l => l.Series.Timeframe).Distinct().Order());
        Assert.Contains(report.Left, l => l.Rule == FindingRule.DiffersFromExchange && l.Series == Fives && l.Detail.Contains("okx did not answer", StringComparison.Ordinal));
        Assert.Contains(report.Left, l => l.Rule == FindingRule.Gap && l.Range.From == truth[^20].OpenTime);

        exchange.IsAway = false;
        Assert.True((await RunAsync(exchange, r => r with { Timeframes = Timeframe.All })).IsClean);
    }

    [Fact]
    public async Task ExchangeThatFails_FinerAgainstCoarserCandlesTellWhereTheDamageIs()
    {
        var exchange = await FilledAsync();
        var fine = (await Store.CandlesAsync(Fives)).Select(c => c.Bar).ToList();
        var whole = fine.SkipWhile(b => b.OpenTime % Timeframe.M15.Length != 0).ToList();
        var quarters = Market.Bars.BarRollup.Roll(whole[..(whole.Count / 3 * 3)], Timeframe.M5, Timeframe.M15);
        var coarse = new SeriesId(Btc, Timeframe.M15);
        await Store.Database.Candles.UpsertAsync(coarse, quarters.Select(b => new Candle(b, CandleSource.Okx)).ToArray(), None);
        var damaged = fine.Single(b => b.OpenTime == quarters[60].OpenTime);
        await PutAsync(new Candle(damaged with { Volume = damaged.Volume + 1 }, CandleSource.Okx));
        exchange.Before = (_, _, _) => throw ScriptedExchange.Failed();

        var report = await RunAsync(exchange, r => r with { Timeframes = [Timeframe.M5, Timeframe.M15] });

        var found = Assert.Single(report.Left, l => l.Rule == FindingRule.CrossTimeframe);
        Assert.Equal((coarse, quarters[60].OpenTime), (found.Series, found.Range.From));
    }

    [Fact]
    public async Task RowInTheFuture_IsNamed()
    {
        var exchange = await FilledAsync();
        var future = ScriptedExchange.Made(Fives, Timeframe.M5.OpenOf(Now) + (100 * 5 * Minute));
        await Store.Database.Candles.UpsertAsync(Fives, new[] { future }, None);

        var left = Assert.Single((await RunAsync(exchange)).Left);

        Assert.Equal((FindingRule.OutOfRange, future.OpenTime, "the row opens in the future"), (left.Rule, left.Range.From, left.Detail));
    }

    [Fact]
    public async Task CandleThatCameLiveMeanwhile_IsNotLeft()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [truth[^1].OpenTime], None);
        var forming = ScriptedExchange.Made(Fives, truth[^1].OpenTime + (5 * Minute)) with { IsFinal = false };
        exchange.Before = async (_, _, ct) => await Store.Database.Candles.UpsertAsync(Fives, new[] { truth[^1], forming }, ct);

        var report = await RunAsync(exchange);

        Assert.True(report.IsClean);
        Assert.Equal((1L, 1L), (report.MissingFound, report.MissingFilled));
    }

    [Fact]
    public async Task FilledAndRevisedCandles_AreTold()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [truth[100].OpenTime], None);
        await PutAsync(truth[110] with { Bar = truth[110].Bar with { Close = truth[110].Bar.Close + 1 } });
        var told = new List<Candle>();

        await new Maintainer(Store.Database, exchange, new MaintenanceOptions(), _clock)
        {
            Corrections = (_, candles, _) =>
            {
                told.AddRange(candles);
                return Task.CompletedTask;
            },
        }.RunAsync(Request(), null, None);

        Assert.Equal([truth[100], truth[110] with { Revision = 1 }], told);
    }

    [Fact]
    public async Task CandlesOfAnotherExchange_AreNotJudgedByThisOne()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        var other = truth[100] with { Source = CandleSource.Binance, Bar = truth[100].Bar with { Close = truth[100].Bar.Close + 1 } };
        await PutAsync(other);

        var report = await RunAsync(exchange);

        Assert.Equal(0, report.InvalidFound);
        Assert.Equal(other.Bar, (await Store.CandlesAsync(Fives))[100].Bar);
    }

    [Fact]
    public async Task CandlesOfTheSimulator_AreNotComparedWithAnExchange()
    {
        var exchange = new ScriptedExchange(_clock);
        var made = exchange.Truth(Fives, new TimeRange(Now - (310 * 5 * Minute), Now)).Select(c => c with { Source = CandleSource.Simulated }).ToArray();
        await Store.Database.Candles.UpsertAsync(Fives, made, None);

        var report = await RunAsync(exchange);

        Assert.Empty(exchange.Asked);
        Assert.True(report.IsClean);
        Assert.Equal(made, await Store.CandlesAsync(Fives));
    }

    [Fact]
    public async Task Symbols_AreTheActiveAndTheConfiguredOnes()
    {
        var exchange = await FilledAsync();
        var old = new SeriesId(Symbol.Parse("OLD-USDT"), Timeframe.M5);
        await Store.Database.Candles.UpsertAsync(old, new[] { ScriptedExchange.Made(old, Timeframe.M5.OpenOf(Now) - (30 * Timeframe.D1.Length)) }, None);
        var configured = Symbol.Parse("ETH-USDT");

        var report = await RunAsync(exchange, r => r with { Configured = [configured, Btc] });

        Assert.Equal([Btc, configured], report.Symbols);
        Assert.Equal(300, report.MissingFilled);
        Assert.Equal([old.Symbol], (await RunAsync(exchange, r => r with { Symbols = [old.Symbol] })).Symbols);
    }

    [Fact]
    public async Task ForbiddenToFillGaps_NamesThem()
    {
        var exchange = await FilledAsync();
        var truth = await Store.CandlesAsync(Fives);
        await Store.Database.Candles.DeleteAsync(Fives, [truth[100].OpenTime], None);

        var report = await new Maintainer(Store.Database, exchange, new MaintenanceOptions { FillGaps = false }, _clock).RunAsync(Request(), null, None);

        Assert.Equal((1L, 0L), (report.MissingFound, report.MissingFilled));
        Assert.Equal(FindingRule.Gap, Assert.Single(report.Left).Rule);
    }

    private static MaintenanceRequest Request() => new() { Timeframes = [Timeframe.M5] };

    /// <summary>More than the window of a day, so that its edge is inside what is stored.</summary>
    private async Task<ScriptedExchange> FilledAsync()
    {
        var exchange = new ScriptedExchange(_clock);
        await Store.Database.Candles.UpsertAsync(Fives, exchange.Truth(Fives, new TimeRange(Now - (310 * 5 * Minute), Now)).ToArray(), None);
        return exchange;
    }

    /// <summary>The most trusted row wins, so that a damaged one has to come instead of the right one.</summary>
    private async Task PutAsync(Candle row)
    {
        await Store.Database.Candles.DeleteAsync(Fives, [row.OpenTime], None);
        await Store.Database.Candles.UpsertAsync(Fives, new[] { row }, None);
    }

    private Task<MaintenanceReport> RunAsync(ScriptedExchange exchange, Func<MaintenanceRequest, MaintenanceRequest>? change = null) =>
        new Maintainer(Store.Database, exchange, new MaintenanceOptions(), _clock).RunAsync((change ?? (r => r))(Request()), null, None);
}
