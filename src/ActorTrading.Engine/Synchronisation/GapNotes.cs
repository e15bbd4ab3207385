using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>Keeps the findings about gaps of one series: what was repaired and by whom, what is left and why.</summary>
internal sealed class GapNotes(MarketDatabase database, IExchangeClient client, SeriesId series)
{
    /// <param name="missing">What was missing and asked for.</param>
    /// <param name="left">What is missing now.</param>
    /// <param name="before">Open times stored before.</param>
    /// <param name="confirmed">Of what is left, what the exchange does not have.</param>
    public async Task NoteAsync(
        IReadOnlyList<TimeRange> missing, IReadOnlyList<TimeRange> left, long[] before, IReadOnlyList<TimeRange> confirmed, long now, CancellationToken cancellation)
    {
        var open = (await database.Findings.OpenAsync(series, cancellation)).Where(f => f.Finding.Rule == FindingRule.Gap).ToList();
        await database.Findings.ResolveAsync([.. open.Where(f => !left.Any(l => Meet(l, RangeOf(f)))).Select(f => f.Id)], FindingAction.Repaired, now, cancellation);

        var notes = new List<StoredFinding>();
        foreach (var gap in missing.Where(m => IsInner(m, before) && !left.Any(l => Meet(l, m)) && !open.Any(f => Meet(RangeOf(f), m))))
        {
            notes.Add(Note(gap, FindingAction.Repaired, GapCause.Unknown, now, now, $"fetched from {client.Name}"));
        }

        var listedAt = confirmed.Count == 0 ? null : await ListedAtAsync(cancellation);
        foreach (var gap in confirmed)
        {
            var isEarly = gap.To <= listedAt;
            notes.Add(Note(
                gap, FindingAction.Keep, isEarly ? GapCause.NotListedYet : GapCause.ExchangeOutage, now, null,
                isEarly ? $"{client.Name} had not listed it yet" : $"{client.Name} said twice that it has none"));
        }

        foreach (var gap in left.Where(l => missing.Any(m => Meet(m, l)) && !confirmed.Any(c => Meet(c, l))))
        {
            notes.Add(Note(gap, FindingAction.Refetch, GapCause.FetchFailed, now, null, $"{client.Name} could not be asked or had none; it is asked again"));
        }

        await database.Findings.AddAsync(notes, cancellation);
    }

    private static bool Meet(TimeRange left, TimeRange right) => !left.Intersect(right).IsEmpty;

    /// <summary>Nothing was lost before the first and after the last candle: that is history not fetched yet.</summary>
    private static bool IsInner(TimeRange gap, long[] stored) => stored.Length > 0 && stored[0] < gap.From && gap.From < stored[^1];

    private TimeRange RangeOf(StoredFinding gap) => new(gap.Finding.Time, gap.Finding.Time + (gap.Finding.Count * series.Timeframe.Length));

    private async Task<long?> ListedAtAsync(CancellationToken cancellation)
    {
        try
        {
            return (await client.GetInstrumentAsync(series.Symbol, cancellation))?.ListedAt;
        }
        catch (ExchangeException)
        {
            // Without the date the gap counts as an outage until somebody asks again.
            return null;
        }
    }

    private StoredFinding Note(TimeRange gap, FindingAction action, GapCause cause, long foundAt, long? resolvedAt, string detail)
    {
        var bars = gap.Bars(series.Timeframe);
        return new StoredFinding(
            0, series, new Finding(FindingRule.Gap, FindingSeverity.Warning, action, -1, gap.From, bars, $"{bars} missing: {detail}"), cause, client.Name, foundAt, resolvedAt);
    }
}
