namespace ActorTrading.Engine.Backfill;

/// <summary>What a backfill did.</summary>
/// <param name="Exchange">As in settings.</param>
/// <param name="StartedAt">µs since the Unix epoch.</param>
/// <param name="CompletedAt">µs since the Unix epoch.</param>
/// <param name="Calls">Requests sent, repeats included.</param>
/// <param name="Repeats">Of these, repeats of a failed one.</param>
/// <param name="Series">In the order asked for.</param>
public sealed record BackfillReport(string Exchange, bool IsDryRun, long StartedAt, long CompletedAt, long Calls, long Repeats, IReadOnlyList<SeriesBackfill> Series)
{
    public TimeSpan Duration => TimeSpan.FromMicroseconds(CompletedAt - StartedAt);

    public long Candles => Series.Sum(s => s.Fetched);

    /// <summary>Share of the requests that brought an answer in the end, from 0 to 1.</summary>
    public double SuccessRate
    {
        get
        {
            var requests = Series.Sum(s => s.Requests);
            return requests > 0 ? Series.Sum(s => s.Answered) / (double)requests : IsComplete ? 1 : 0;
        }
    }

    /// <summary>Everything is there that the exchange has.</summary>
    public bool IsComplete => Series.All(s => s.IsComplete);
}
