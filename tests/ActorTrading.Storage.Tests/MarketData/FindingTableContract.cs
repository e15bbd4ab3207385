using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class FindingTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private static readonly SeriesId Eth = new(Symbol.Parse("ETH-USDT"), Timeframe.H1);

    [Fact]
    public async Task Add_EveryRule_ReadsBackExact()
    {
        StoredFinding[] findings =
        [
            .. Enum.GetValues<FindingRule>().Select((rule, i) => Finding(Btc, rule, i) with { Cause = (GapCause)(i % 4), Source = $"source {i}" }),
        ];

        await Database.Findings.AddAsync(findings, default);

        var open = await Database.Findings.OpenAsync(Btc, default);
        Assert.Equal(findings, open.Select(finding => finding with { Id = 0 }));
        Assert.Equal(open.Count, open.Select(finding => finding.Id).Distinct().Count());
    }

    [Fact]
    public async Task Add_TheSameWhileOpen_IsBroughtUpToDate()
    {
        await Database.Findings.AddAsync([Finding(Btc, FindingRule.Gap, 5)], default);
        var first = Assert.Single(await Database.Findings.OpenAsync(null, default));
        var later = Finding(Btc, FindingRule.Gap, 5) with { Cause = GapCause.ExchangeOutage, FoundAt = 99 };

        await Database.Findings.AddAsync([later with { Finding = later.Finding with { Row = 77, Detail = "new" } }], default);

        var now = Assert.Single(await Database.Findings.OpenAsync(null, default));
        Assert.Equal((first.Id, first.FoundAt, GapCause.ExchangeOutage, 77, "new"), (now.Id, now.FoundAt, now.Cause, now.Finding.Row, now.Finding.Detail));
    }

    [Fact]
    public async Task Add_TheSameTwiceAtOnce_IsOneAsIfAddedOneAfterTheOther()
    {
        var first = Finding(Btc, FindingRule.Gap, 5);
        var last = first with { Finding = first.Finding with { Row = 9, Count = 77 }, FoundAt = 99 };

        await Database.Findings.AddAsync([first, last, first with { ResolvedAt = 50 }, first with { ResolvedAt = 51 }], default);

        Assert.Equal([last with { FoundAt = first.FoundAt }], (await Database.Findings.OpenAsync(null, default)).Select(finding => finding with { Id = 0 }));
        Assert.Equal(3, (await Database.Findings.PageAsync(null, long.MaxValue, 10, default)).Count);
    }

    [Fact]
    public async Task AddAndResolve_Many_AreFew()
    {
        await Database.Findings.AddAsync([.. Enumerable.Range(0, 20_000).Select(n => Finding(n % 2 == 0 ? Btc : Eth, FindingRule.OhlcRelation, n))], default);
        var open = await Database.Findings.OpenAsync(null, default);

        Assert.Equal(20_000, await Database.Findings.ResolveAsync([.. open.Select(finding => finding.Id), open[0].Id], FindingAction.Repaired, 10, default));
        Assert.Empty(await Database.Findings.OpenAsync(null, default));
    }

    [Fact]
    public async Task Add_OtherRowsOfOneTime_AreFindingsOfTheirOwn()
    {
        var one = Finding(Btc, FindingRule.Duplicate, 1);

        await Database.Findings.AddAsync([one, one with { Finding = one.Finding with { Row = 2 } }], default);

        Assert.Equal(2, (await Database.Findings.OpenAsync(Btc, default)).Count);
    }

    [Fact]
    public async Task Resolve_TakesThemOutOfTheOpenOnes_AndTheyMayComeBack()
    {
        await Database.Findings.AddAsync([Finding(Btc, FindingRule.Gap, 1), Finding(Eth, FindingRule.Gap, 1)], default);
        var open = await Database.Findings.OpenAsync(Btc, default);

        Assert.Equal(1, await Database.Findings.ResolveAsync([open[0].Id, 12345], FindingAction.Repaired, 500, default));
        Assert.Equal(0, await Database.Findings.ResolveAsync([open[0].Id], FindingAction.Keep, 600, default));

        Assert.Empty(await Database.Findings.OpenAsync(Btc, default));
        Assert.Equal(Eth, Assert.Single(await Database.Findings.OpenAsync(null, default)).Series);
        await Database.Findings.AddAsync([Finding(Btc, FindingRule.Gap, 1)], default);
        Assert.Single(await Database.Findings.OpenAsync(Btc, default));
        Assert.Equal([(null, FindingAction.Refetch), (500L, FindingAction.Repaired)], (await Database.Findings.PageAsync(Btc, long.MaxValue, 10, default)).Select(f => (f.ResolvedAt, f.Finding.Action)));
    }

    [Fact]
    public async Task Page_GoesBackFromTheNewest()
    {
        await Database.Findings.AddAsync([.. Enumerable.Range(0, 5).Select(n => Finding(Btc, FindingRule.OffGrid, n))], default);

        var newest = await Database.Findings.PageAsync(null, long.MaxValue, 3, default);
        var rest = await Database.Findings.PageAsync(null, newest[^1].Id, 3, default);

        Assert.Equal([4L, 3, 2, 1, 0], newest.Concat(rest).Select(finding => finding.Finding.Time));
    }

    [Fact]
    public async Task DeleteBefore_KeepsOpenAndYoungOnes()
    {
        await Database.Findings.AddAsync([.. Enumerable.Range(0, 5).Select(n => Finding(Btc, FindingRule.OffGrid, n) with { FoundAt = n })], default);
        var open = await Database.Findings.OpenAsync(Btc, default);
        await Database.Findings.ResolveAsync([.. open.Skip(1).Select(finding => finding.Id)], FindingAction.Repaired, 10, default);

        Assert.Equal(2, await Database.Findings.DeleteBeforeAsync(3, 1, default));
        Assert.Equal([4L, 3, 0], (await Database.Findings.PageAsync(null, long.MaxValue, 10, default)).Select(finding => finding.Finding.Time));
    }

    [Fact]
    public async Task View_ShowsNames()
    {
        await Database.Findings.AddAsync([Finding(Btc, FindingRule.Gap, 5) with { Cause = GapCause.ExchangeOutage }], default);

        Assert.Equal("gap|error|refetch|exchange outage", await ScalarAsync<string>("SELECT rule || '|' || severity || '|' || action || '|' || cause FROM data_quality_findings_view"));
    }

    private static StoredFinding Finding(SeriesId series, FindingRule rule, long n) => new(
        0, series, new Finding(rule, FindingSeverity.Error, FindingAction.Refetch, n, n, n + 1, $"detail 'of' {n}"), GapCause.Unknown, "test", 42, null);
}
