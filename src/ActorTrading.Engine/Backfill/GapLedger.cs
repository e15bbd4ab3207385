using System.Globalization;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Backfill;

/// <summary>
/// What is known about the holes of a series, kept as findings. It only describes the store: a run that dies before it has written them is made good
/// by the next one, which compares what is missing with what is noted.
/// </summary>
internal sealed class GapLedger(MarketDatabase database, SteadyStorage storage, SeriesId series, string source)
{
    private long Length => series.Timeframe.Length;

    /// <summary>Whether asking again is of no use: the exchange itself has nothing there.</summary>
    public static bool IsSettled(GapCause cause) => cause is GapCause.NotListedYet or GapCause.ExchangeOutage;

    /// <summary>Noted holes that reach into the range, oldest first.</summary>
    public async Task<IReadOnlyList<StoredFinding>> NotedAsync(TimeRange range, CancellationToken cancellation)
    {
        var open = await storage.RunAsync(() => database.Findings.OpenAsync(series, cancellation), cancellation);
        return [.. open.Where(f => f.Finding.Rule == FindingRule.Gap && !RangeOf(f).Intersect(range).IsEmpty).OrderBy(f => f.Finding.Time).ThenBy(f => f.Id)];
    }

    public TimeRange RangeOf(StoredFinding noted) => new(noted.Finding.Time, noted.Finding.Time + (noted.Finding.Count * Length));

    /// <summary>Those holes of which nothing is left, with their provenance.</summary>
    /// <param name="holes">What was asked for.</param>
    /// <param name="answered">The requests that were answered.</param>
    public IReadOnlyList<GapRepair> Repaired(
        IEnumerable<TimeRange> holes, IReadOnlyList<Gap> left, IReadOnlyList<StoredFinding> noted, IReadOnlyList<TimeRange> answered, CandleSource by, long now)
    {
        var repaired = new List<GapRepair>();
        foreach (var hole in holes.Where(h => left.All(g => g.Range.Intersect(h).IsEmpty)))
        {
            var cause = noted.FirstOrDefault(n => !RangeOf(n).Intersect(hole).IsEmpty)?.Cause ?? GapCause.Unknown;
            var requests = answered.Where(w => !w.Intersect(hole).IsEmpty).ToList();
            if (requests.Count > 0)
            {
                repaired.Add(new GapRepair(new Gap(series, hole, cause), by, new TimeRange(requests.Min(w => w.From), requests.Max(w => w.To)), now));
            }
        }

        return repaired;
    }

    /// <summary>Makes the notes about the range say what is so now, and keeps what was repaired with its provenance.</summary>
    /// <param name="staleBefore">Notes of settled holes that are older are written anew: the holes were asked for again.</param>
    public async Task WriteAsync(
        IReadOnlyList<StoredFinding> noted, TimeRange range, IReadOnlyList<Gap> left, IReadOnlyList<GapRepair> repaired, long staleBefore, long now, CancellationToken cancellation)
    {
        var kept = new HashSet<Gap>();
        var filled = new List<long>();
        var replaced = new List<long>();
        foreach (var note in noted)
        {
            var inside = new Gap(series, RangeOf(note).Intersect(range), note.Cause);
            if (left.Contains(inside) && !(IsSettled(note.Cause) && note.FoundAt < staleBefore) && kept.Add(inside))
            {
                continue;
            }

            (left.Any(g => !g.Range.Intersect(inside.Range).IsEmpty) ? replaced : filled).Add(note.Id);
        }

        var added = left.Where(g => !kept.Contains(g)).Select(g => Note(g, now)).Concat(repaired.Select(Note)).ToList();
        await ResolveAsync(filled, FindingAction.Repaired, now, cancellation);
        await ResolveAsync(replaced, FindingAction.Keep, now, cancellation);
        if (added.Count > 0)
        {
            await storage.RunAsync(() => database.Findings.AddAsync(added, cancellation), cancellation);
        }
    }

    private Task ResolveAsync(List<long> ids, FindingAction action, long now, CancellationToken cancellation) =>
        ids.Count == 0 ? Task.CompletedTask : storage.RunAsync(() => database.Findings.ResolveAsync(ids, action, now, cancellation), cancellation);

    private StoredFinding Note(Gap gap, long now)
    {
        var settled = IsSettled(gap.Cause);
        var finding = new Finding(
            FindingRule.Gap,
            settled ? FindingSeverity.Info : FindingSeverity.Warning,
            settled ? FindingAction.Keep : FindingAction.Refetch,
            Row: -1,
            gap.Range.From,
            gap.Missing,
            Text($"{gap.Missing} candles missing, {gap.Range}"));
        return new StoredFinding(0, series, finding, gap.Cause, source, now, ResolvedAt: null);
    }

    private StoredFinding Note(GapRepair repair)
    {
        var gap = repair.Gap;
        var finding = new Finding(
            FindingRule.Gap, FindingSeverity.Info, FindingAction.Repaired, Row: -1, gap.Range.From, gap.Missing, Text($"{gap.Missing} candles came by the request for {series}, {repair.Request}"));
        return new StoredFinding(0, series, finding, gap.Cause, source, repair.At, repair.At);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
