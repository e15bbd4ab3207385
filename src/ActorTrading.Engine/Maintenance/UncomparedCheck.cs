using ActorTrading.Engine.Backfill;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Maintenance;

/// <summary>Where the exchange could not be asked, finer candles that do not roll up to the coarser ones tell where the damage is.</summary>
internal static class UncomparedCheck
{
    public static async Task<IReadOnlyList<Leftover>> RunAsync(MarketDatabase database, SteadyStorage storage, SeriesMaintenance finer, SeriesMaintenance coarser, CancellationToken cancellation)
    {
        var (from, to) = (finer.Series.Timeframe, coarser.Series.Timeframe);
        var contradictions = new List<Leftover>();
        foreach (var doubtful in RequestWindows.Joined([.. Uncompared(finer, to), .. Uncompared(coarser, to)]))
        {
            var fine = await BarsAsync(finer.Series, doubtful);
            var coarse = await BarsAsync(coarser.Series, doubtful);
            contradictions.AddRange(CrossTimeframeCheck.Compare(fine, from, coarse, to).Findings
                .Select(f => new Leftover(coarser.Series, new TimeRange(f.Time, f.Time + to.Length), f.Rule, GapCause.FetchFailed, f.Detail)));
        }

        return contradictions;

        Task<Bar[]> BarsAsync(SeriesId series, TimeRange range) => storage.RunAsync(
            async () => await database.Candles.ReadAsync(series, range, cancellation).Where(c => c.IsFinal).Select(c => c.Bar).ToArrayAsync(cancellation), cancellation);
    }

    private static IEnumerable<TimeRange> Uncompared(SeriesMaintenance series, Timeframe grid) => series.Left
        .Where(l => l.Rule == FindingRule.DiffersFromExchange && l.Cause == GapCause.FetchFailed)
        .Select(l => new TimeRange(grid.OpenOf(l.Range.From), grid.OpenOf(l.Range.To - 1) + grid.Length));
}
