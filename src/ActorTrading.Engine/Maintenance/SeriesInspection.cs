using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Maintenance;

/// <summary>What can be told about stored rows without asking anyone.</summary>
internal sealed class SeriesInspection
{
    private readonly List<long> _present = [];
    private readonly List<Candle> _unsound = [];
    private readonly List<Candle> _offGrid = [];

    private SeriesInspection()
    {
    }

    public long Rows { get; private set; }

    /// <summary>Open times of final rows on the grid, strictly ascending.</summary>
    public IReadOnlyList<long> Present => _present;

    /// <summary>Of these, rows that no candle can be.</summary>
    public IReadOnlyList<Candle> Unsound => _unsound;

    public IReadOnlyList<Candle> OffGrid => _offGrid;

    /// <summary>Rows with the time of the row before.</summary>
    public long Repeats { get; private set; }

    /// <summary>Whether the newest row was made by the market simulator: no exchange has published it.</summary>
    public bool IsSimulated { get; private set; }

    /// <summary>Extremes, which can be true.</summary>
    public IReadOnlyList<Finding> Suspects { get; private set; } = [];

    /// <param name="rows">Ascending.</param>
    /// <param name="range">What ought to be there.</param>
    public static async Task<SeriesInspection> ReadAsync(IAsyncEnumerable<Candle> rows, SeriesId series, TimeRange range, bool checkConsistency, CancellationToken cancellation)
    {
        var inspection = new SeriesInspection();
        var checker = checkConsistency ? new ConsistencyChecker(series.Timeframe) : null;
        var last = long.MinValue;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            inspection.Rows++;
            inspection.IsSimulated = row.Source == CandleSource.Simulated;
            checker?.Add(row.Bar);
            inspection.Judge(row, series, last);
            last = row.OpenTime;
        }

        checker?.Finish(range);
        inspection.Suspects = [.. checker?.Findings.Where(f => f.Rule is FindingRule.ExtremeMove or FindingRule.ExtremeWick) ?? []];
        return inspection;
    }

    private void Judge(in Candle row, SeriesId series, long last)
    {
        if (!BarValidity.IsOnGrid(row.OpenTime, series.Timeframe))
        {
            _offGrid.Add(row);
        }
        else if (row.OpenTime == last)
        {
            Repeats++;
        }
        else if (row.IsFinal)
        {
            _present.Add(row.OpenTime);
            if (!BarValidity.IsSound(row.Bar))
            {
                _unsound.Add(row);
            }
        }
    }
}
