using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Tests.Backfill;

/// <summary>An SQLite database of its own, gone at the end.</summary>
internal sealed class HistoryStore : IAsyncDisposable
{
    private readonly string _folder;

    private HistoryStore(string folder, MarketDatabase database) => (_folder, Database) = (folder, database);

    public MarketDatabase Database { get; }

    public static async Task<HistoryStore> OpenAsync(TimeProvider time)
    {
        var folder = Directory.CreateTempSubdirectory("actortrading-history-").FullName;
        return new HistoryStore(folder, await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(folder, "market.db")), time, CancellationToken.None));
    }

    public async Task<IReadOnlyList<Candle>> CandlesAsync(SeriesId series) =>
        await Database.Candles.ReadAsync(series, new TimeRange(0, long.MaxValue), CancellationToken.None).ToListAsync();

    /// <summary>Every row of candles and findings there is, as one text.</summary>
    public async Task<string> DigestAsync()
    {
        var lines = new List<string>();
        foreach (var summary in await Database.Candles.SummariesAsync(CancellationToken.None))
        {
            lines.AddRange((await CandlesAsync(summary.Series)).Select(c => $"{summary.Series} {c}"));
        }

        lines.AddRange((await Database.Findings.PageAsync(null, long.MaxValue, 1_000_000, CancellationToken.None)).Select(f => f.ToString()));
        return string.Join('\n', lines);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
