using ActorTrading.Engine.Importing;
using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Tests.Importing;

public sealed class ImportNotesTests : IAsyncLifetime
{
    private const long Hour = 3_600_000;
    private const long Start = 1_704_067_200_000;
    private static readonly SeriesId Series = new(Symbol.Parse("X-Y"), Timeframe.H1);
    private readonly string _folder = Directory.CreateTempSubdirectory("notes-").FullName;
    private MarketDatabase _database = null!;

    public async ValueTask InitializeAsync() =>
        _database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(_folder, "market.db")), TimeProvider.System, default);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task RunAsync_BadFile_KeepsEachFindingOnceWithFileRowAndLine()
    {
        string[] rows = [$"{At(0)},2,3,1,2,5", $"{At(1)},2,3,1,9,5", "", $"{At(2)},2,3,1,x,5", $"{At(3)},2,3,1,2,5", $"{At(3)},2,3,1,2,6", $"{At(6) + 7},2,3,1,2,5"];

        await ImportAsync("X-Y.1h.a.csv", rows);
        await ImportAsync("X-Y.1h.a.csv", rows);

        var found = await OpenAsync();
        Assert.All(found, f => Assert.Equal("import X-Y.1h.a.csv", f.Source));
        Assert.Equal(
            ["Gap -1 Refetch", "OhlcRelation 1 Drop", "WrongType 2 Drop", "Duplicate 4 Refetch", "OffGrid 5 Drop"],
            found.OrderBy(f => f.Finding.Row).Select(f => $"{f.Finding.Rule} {f.Finding.Row} {f.Finding.Action}"));
        Assert.StartsWith("line 4: close 'x'", found.Single(f => f.Finding.Rule == FindingRule.WrongType).Finding.Detail, StringComparison.Ordinal);
        Assert.Equal((At(1) * 1000, 2), found.Where(f => f.Finding.Rule == FindingRule.Gap).Select(f => (f.Finding.Time, f.Finding.Count)).Single());
    }

    [Fact]
    public async Task RunAsync_FileThatClosesANotedGap_ResolvesIt()
    {
        await ImportAsync("X-Y.1h.a.csv", Row(0), Row(1), Row(6), Row(7));
        await ImportAsync("X-Y.1h.b.csv", Row(2), Row(3));
        Assert.Equal((At(4) * 1000, 2), (await OpenAsync()).Select(f => (f.Finding.Time, f.Finding.Count)).Single());

        await ImportAsync("X-Y.1h.c.csv", Row(4), Row(5));

        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task RunAsync_GapOfTheFileThatTheStoreHasNot_IsNoFinding()
    {
        await ImportAsync("X-Y.1h.a.csv", Row(0), Row(1), Row(2));
        await ImportAsync("X-Y.1h.b.csv", Row(0), Row(2));

        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task RunAsync_OpenAloneOutsideOfHighAndLow_IsKeptAndNoted()
    {
        var report = await ImportAsync("X-Y.1h.a.csv", Row(0), $"{At(1)},4,3,1,2,5");

        Assert.Equal((2, 0), (report.Stored[Series].Inserted, report.Refused.Count));
        var found = Assert.Single(await OpenAsync()).Finding;
        Assert.Equal((FindingRule.OhlcRelation, FindingSeverity.Warning, FindingAction.Keep, 1L), (found.Rule, found.Severity, found.Action, found.Row));
    }

    [Theory]
    [InlineData(true, true, 1, 2)]
    [InlineData(false, true, 2, 2)]
    [InlineData(true, false, 1, 1)]
    [InlineData(false, false, 2, 0)]
    public async Task RunAsync_ChecksThatAreOff_AreNotMade(bool validates, bool checksConsistency, int stored, int findings)
    {
        var options = new ArchiveImportOptions { Validate = validates, CheckConsistency = checksConsistency };
        var report = await ImportAsync("X-Y.1h.a.csv", options, Row(0), Row(0), $"{At(1)},2,3,1,9,5");

        Assert.Equal((validates ? 1 : 0, findings), (report.Refused.Count, (await OpenAsync()).Count));
        Assert.Equal(stored, (await _database.Candles.SummariesAsync(default)).Sum(s => s.Count));
    }

    private static long At(int hour) => Start + (hour * Hour);

    private static string Row(int hour) => $"{At(hour)},2,3,1,2,5";

    private Task<ImportReport> ImportAsync(string name, params string[] rows) => ImportAsync(name, new ArchiveImportOptions(), rows);

    private async Task<ImportReport> ImportAsync(string name, ArchiveImportOptions options, params string[] rows)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllLinesAsync(path, rows);
        return await new ArchiveImport(_database, options, TimeProvider.System).RunAsync(ArchiveFile.Open(new RecordedFileSpec(path, Timeframe: Timeframe.H1)), null, default);
    }

    private Task<IReadOnlyList<StoredFinding>> OpenAsync() => _database.Findings.OpenAsync(Series, default);
}
