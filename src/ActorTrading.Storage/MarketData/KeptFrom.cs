namespace ActorTrading.Storage.MarketData;

/// <summary>Up to where retention has removed the rows of a table that is computed from candles, so that nobody computes them again.</summary>
internal static class KeptFrom
{
    private static readonly RowBulk Rows = new("projections", "name", "name TEXT", "position BIGINT");

    /// <returns>µs since the Unix epoch; the least there is where nothing was removed.</returns>
    public static async Task<long> OfAsync(MarketSession session, string table) =>
        await session.ScalarAsync<long?>("SELECT position FROM projections WHERE name = @name", new { name = NameOf(table) }) ?? long.MinValue / 2;

    public static async Task RaiseAsync(MarketSession session, string table, long time)
    {
        if (await OfAsync(session, table) < time)
        {
            await Rows.UpsertAsync(session, [[NameOf(table), time]]);
        }
    }

    private static string NameOf(string table) => $"kept-from:{table}";
}
