namespace ActorTrading.Storage.MarketData;

/// <summary>How far journals have been followed (<c>projections</c>), stored in one transaction with what was found there: each event has its effect once, whatever ends the process.</summary>
public sealed class ProjectionTable
{
    private static readonly RowBulk Rows = new("projections", "name", "name TEXT", "position BIGINT");

    private readonly MarketDatabase _database;

    internal ProjectionTable(MarketDatabase database) => _database = database;

    /// <returns>0 for one that has not begun.</returns>
    public Task<long> PositionAsync(string name, CancellationToken cancellationToken) =>
        _database.ReadAsync("read positions of", s => s.ScalarAsync<long>("SELECT position FROM projections WHERE name = @name", new { name }), cancellationToken);

    /// <summary>Stores what was found up to a position, and the position: all or nothing.</summary>
    /// <returns>Signals that were new.</returns>
    public Task<int> RecordAsync(string name, long position, IReadOnlyList<AnalysisRow> analyses, IReadOnlyList<SignalRow> signals, CancellationToken cancellationToken) => _database.WriteAsync(
        "record forecasts in",
        async session =>
        {
            var now = MarketTime.Now(_database.Time);
            await AnalysisTable.AddAsync(session, analyses, now);
            var added = await SignalTable.AddAsync(session, signals, now);
            await Rows.UpsertAsync(session, [[name, position]]);
            return added;
        },
        cancellationToken);
}
