using ActorTrading.Engine.Synchronisation;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Synchronisation;

public sealed class DataSynchronizerTests
{
    private const long Minute = 60_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Run_AnyArrivalAndAnyRestarts_StoreEqualsWhatTheExchangeHas(int seed)
    {
        await using var rig = new SyncRig();
        await EqualsTheExchangeAfterAnythingAsync(rig, seed);
    }

    [Fact]
    public async Task Run_AnyArrivalAndAnyRestartsOnPostgreSql_StoreEqualsWhatTheExchangeHas()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        await using var rig = new SyncRig(MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = "sync" }));
        await EqualsTheExchangeAfterAnythingAsync(rig, seed: 7);
    }

    private static async Task EqualsTheExchangeAfterAnythingAsync(SyncRig rig, int seed)
    {
        var random = new Random(seed);
        var start = Timeframe.M1.OpenOf(rig.Now);
        var held = new List<Candle>();
        for (var open = start - (200 * Minute); open < start; open += Minute)
        {
            rig.Exchange.Publish(SyncRig.CandleAt(open));
        }

        var luck = new Random(seed);
        rig.Exchange.Before = _ => Fails(luck)
            ? throw new ExchangeException(ExchangeFailure.Unreachable, "okx", "okx did not answer")
            : Task.CompletedTask;
        await rig.StartAsync();
        for (var open = start; open < start + (150 * Minute); open += Minute)
        {
            rig.Push(SyncRig.CandleAt(open, isFinal: false) with { Bar = SyncRig.CandleAt(open).Bar with { Volume = 1 } });
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            var candle = SyncRig.CandleAt(open);
            rig.Exchange.Publish(candle);
            switch (random.Next(6))
            {
                case 0:
                    break; // lost on the way
                case 1:
                    held.Add(candle);
                    break;
                case 2:
                    rig.Push(candle);
                    rig.Push(candle with { IsFinal = false, Bar = candle.Bar with { Volume = 2 } });
                    rig.Push(candle);
                    break;
                default:
                    rig.Push(candle);
                    break;
            }

            if (random.Next(5) == 0)
            {
                held.OrderBy(_ => random.Next()).ToList().ForEach(rig.Push);
                held.Clear();
            }

            if (random.Next(9) == 0)
            {
                var past = open - (random.Next(1, 20) * Minute);
                var corrected = SyncRig.CandleAt(past, version: random.Next(1, 100));
                rig.Exchange.Publish(corrected);
                held.RemoveAll(c => c.OpenTime == past);
                rig.Push(corrected);
            }

            if (random.Next(25) == 0)
            {
                await rig.StopAsync();
                held.Clear();
                await rig.StartAsync();
            }
        }

        await rig.EndAsync();
        rig.Exchange.Before = _ => Task.CompletedTask;
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await rig.OpenAsync();
        await rig.Synchronizer.LookAsync(CancellationToken.None);
        var stored = (await rig.StoredAsync()).Where(c => c.IsFinal).ToList();

        Assert.Equal(rig.Exchange.Truth(Timeframe.M1).Select(c => c.Bar), stored.Select(c => c.Bar));
    }

    private static bool Fails(Random luck)
    {
        lock (luck)
        {
            return luck.Next(4) == 0;
        }
    }

    [Fact]
    public async Task Run_LiveWhileHistoryIsOnTheWay_TheNewerLiveCandleStays()
    {
        await using var rig = new SyncRig();
        var last = Timeframe.M1.OpenOf(rig.Now) - Minute;
        for (var open = last - (10 * Minute); open <= last; open += Minute)
        {
            rig.Exchange.Publish(SyncRig.CandleAt(open));
        }

        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Exchange.OnTheWay = () =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        await rig.StartAsync();
        await asked.Task;
        rig.Push(SyncRig.CandleAt(last, version: 7));
        await Eventually.TrueAsync(() => rig.Synchronizer.Status.Inserted == 1, "Inserted is counted");
        answer.SetResult();
        await Eventually.TrueAsync(() => rig.Synchronizer.Status.Looks == 1, "Looks is counted");

        var stored = await rig.StoredAsync();
        Assert.Equal(11, stored.Length);
        Assert.Equal(SyncRig.CandleAt(last, version: 7), stored[^1]);
        Assert.Equal(0, rig.Synchronizer.Status.Revised);
    }

    [Fact]
    public async Task Look_GapBetweenCandles_IsFetchedNotedAndToldAsACorrection()
    {
        await using var rig = new SyncRig();
        var end = Timeframe.M1.OpenOf(rig.Now);
        rig.Options = rig.Options with { History = TimeSpan.FromMinutes(30) };
        for (var open = end - (30 * Minute); open < end; open += Minute)
        {
            rig.Exchange.Publish(SyncRig.CandleAt(open));
        }

        await rig.OpenAsync();
        await rig.Synchronizer.LookAsync(CancellationToken.None);
        await rig.Database.Candles.DeleteAsync(SyncRig.Minutes, [end - (9 * Minute), end - (8 * Minute)], CancellationToken.None);
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        await rig.Synchronizer.LookAsync(CancellationToken.None);

        Assert.Equal(30, (await rig.StoredAsync()).Length);
        var note = Assert.Single(await rig.Database.Findings.PageAsync(SyncRig.Minutes, long.MaxValue, 10, CancellationToken.None));
        Assert.Equal((FindingRule.Gap, FindingAction.Repaired, end - (9 * Minute), 2L, "okx"), (note.Finding.Rule, note.Finding.Action, note.Finding.Time, note.Finding.Count, note.Source));
        Assert.NotNull(note.ResolvedAt);
        Assert.Equal(32, rig.Synchronizer.Status.Healed);
        var sums = await SeriesQuality.ChecksumsAsync(rig.Database, SyncRig.Minutes, new TimeRange(end - (30 * Minute), end), CancellationToken.None);
        Assert.Equal(DayChecksum.Of(SyncRig.Minutes, rig.Exchange.Truth(Timeframe.M1)), sums);
    }

    [Fact]
    public async Task Look_ExchangeHasNothing_IsAskedTwiceThenNotedAsItsOutage()
    {
        await using var rig = new SyncRig();
        var end = Timeframe.M1.OpenOf(rig.Now);
        rig.Options = rig.Options with { History = TimeSpan.FromMinutes(30) };
        for (var open = end - (30 * Minute); open < end; open += Minute)
        {
            if (open != end - (10 * Minute))
            {
                rig.Exchange.Publish(SyncRig.CandleAt(open));
            }
        }

        await rig.OpenAsync();
        for (var look = 0; look < 5; look++)
        {
            await rig.Synchronizer.LookAsync(CancellationToken.None);
        }

        Assert.Equal(2, rig.Exchange.Requests.Count);
        var note = Assert.Single(await rig.Database.Findings.OpenAsync(SyncRig.Minutes, CancellationToken.None));
        Assert.Equal((GapCause.ExchangeOutage, FindingAction.Keep, 1L), (note.Cause, note.Finding.Action, note.Finding.Count));
        var score = Assert.Single(await SeriesQuality.ScoresAsync(rig.Database, SyncRig.Minutes, new TimeRange(end - (30 * Minute), end), CancellationToken.None));
        Assert.Equal(29 / 30.0, score.Score, 12);
    }

    [Fact]
    public async Task Look_OurClockIsAhead_BarsThatStillFormThereAreNotAskedFor()
    {
        await using var rig = new SyncRig { ClockOffset = TimeSpan.FromMinutes(-10) };
        rig.Options = rig.Options with { History = TimeSpan.FromMinutes(30) };
        var end = Timeframe.M1.OpenOf(rig.Now) - (10 * Minute);
        for (var open = end - (40 * Minute); open < end; open += Minute)
        {
            rig.Exchange.Publish(SyncRig.CandleAt(open));
        }

        await rig.OpenAsync();
        await rig.Synchronizer.LookAsync(CancellationToken.None);
        await rig.Synchronizer.LookAsync(CancellationToken.None);

        Assert.All(rig.Exchange.Requests, r => Assert.True(r.To <= end));
        Assert.Empty(await rig.Database.Findings.OpenAsync(SyncRig.Minutes, CancellationToken.None));
    }

    [Fact]
    public async Task Look_HoleThatAnotherNotedAsTheExchanges_IsNotAskedFor()
    {
        await using var rig = new SyncRig();
        rig.Options = rig.Options with { History = TimeSpan.FromMinutes(30) };
        var end = Timeframe.M1.OpenOf(rig.Now);
        for (var open = end - (30 * Minute); open < end; open += Minute)
        {
            if (open != end - (10 * Minute))
            {
                rig.Exchange.Publish(SyncRig.CandleAt(open));
            }
        }

        await rig.OpenAsync();
        var finding = new Finding(FindingRule.Gap, FindingSeverity.Warning, FindingAction.Keep, -1, end - (10 * Minute), 1, "1 candles missing");
        await rig.Database.Findings.AddAsync([new StoredFinding(0, SyncRig.Minutes, finding, GapCause.ExchangeOutage, "okx", rig.Now, null)], CancellationToken.None);
        await rig.Synchronizer.LookAsync(CancellationToken.None);
        await rig.Synchronizer.LookAsync(CancellationToken.None);

        Assert.Single(rig.Exchange.Requests);
        Assert.Equal(GapCause.ExchangeOutage, Assert.Single(await rig.Database.Findings.OpenAsync(SyncRig.Minutes, CancellationToken.None)).Cause);
    }

    [Fact]
    public async Task Run_RevisedAndLateCandles_AreHandedOnAfterTheStart()
    {
        await using var rig = new SyncRig();
        var open = Timeframe.M1.OpenOf(rig.Now) - (5 * Minute);
        await rig.StartAsync();
        await Eventually.TrueAsync(() => rig.Synchronizer.Status.Looks == 1, "Looks is counted");
        rig.Push(SyncRig.CandleAt(open));
        rig.Push(SyncRig.CandleAt(open + (2 * Minute)));
        await Eventually.TrueAsync(() => rig.Synchronizer.Status.Inserted == 2, "Inserted is counted");
        rig.Push(SyncRig.CandleAt(open + Minute));
        rig.Push(SyncRig.CandleAt(open + (2 * Minute), version: 5));
        await Eventually.TrueAsync(() =>
        {
            lock (rig.Corrections)
            {
                return rig.Corrections.Count >= 2;
            }
        }, "both are told");

        Assert.Equal([SyncRig.CandleAt(open + Minute), SyncRig.CandleAt(open + (2 * Minute), version: 5) with { Revision = 1 }], rig.Corrections.TakeLast(2));
    }

    [Fact]
    public async Task Run_AbsurdLiveCandle_IsRefusedNotedAndFetched()
    {
        await using var rig = new SyncRig();
        rig.Options = rig.Options with { History = TimeSpan.FromMinutes(10) };
        var open = Timeframe.M1.OpenOf(rig.Now) - Minute;
        await rig.StartAsync();
        await Eventually.TrueAsync(() => rig.Synchronizer.Status.Looks == 1, "Looks is counted");
        rig.Exchange.Publish(SyncRig.CandleAt(open));
        rig.Push(SyncRig.CandleAt(open) with { Bar = SyncRig.CandleAt(open).Bar with { High = 1 } });
        await Eventually.TrueAsync(() => rig.Synchronizer.Status.Refused == 1, "Refused is counted");
        await rig.Synchronizer.LookAsync(CancellationToken.None);

        Assert.Equal([SyncRig.CandleAt(open)], await rig.StoredAsync());
        Assert.Contains(await rig.Database.Findings.OpenAsync(SyncRig.Minutes, CancellationToken.None), f => f.Finding.Rule == FindingRule.OhlcRelation && f.Finding.Time == open);
    }

    [Fact]
    public async Task Look_CoarserCandleThatItsPartsContradict_IsFoundOnce()
    {
        await using var rig = new SyncRig();
        var fives = SyncRig.Minutes with { Timeframe = Timeframe.M5 };
        rig.Options = rig.Options with { Series = [SyncRig.Minutes, fives], CheckConsistency = true, Backfill = false, History = TimeSpan.FromMinutes(30) };
        var open = Timeframe.M5.OpenOf(rig.Now) - (2 * Timeframe.M5.Length);
        await rig.OpenAsync();
        var parts = Enumerable.Range(0, 5).Select(i => SyncRig.CandleAt(open + (i * Minute))).ToArray();
        await rig.Database.Candles.UpsertAsync(SyncRig.Minutes, parts, CancellationToken.None);
        await rig.Database.Candles.UpsertAsync(fives, new[] { parts[0] with { Bar = parts[0].Bar with { Volume = 50_001 } } }, CancellationToken.None);
        await rig.Synchronizer.LookAsync(CancellationToken.None);
        await rig.Synchronizer.LookAsync(CancellationToken.None);

        var finding = Assert.Single(await rig.Database.Findings.OpenAsync(fives, CancellationToken.None));
        Assert.Equal((FindingRule.CrossTimeframe, open, -1L), (finding.Finding.Rule, finding.Finding.Time, finding.Finding.Row));
    }
}
