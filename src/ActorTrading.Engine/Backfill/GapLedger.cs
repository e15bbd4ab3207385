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
    private readonly HashSet<TimeRange> _announced = [];

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

    /// <summary>
    /// Notes holes before they are asked for, with the request that may fill them: a run that dies with the candles stored leaves their provenance behind.
    /// </summary>
    /// <param name="noted">What is noted already.</param>
    /// <returns>What is noted now.</returns>
    public async Task<IReadOnlyList<StoredFinding>> AnnounceAsync(
        IReadOnlyList<StoredFinding> noted, IEnumerable<TimeRange> holes, TimeRange range, IReadOnlyList<TimeRange> requests, long now, CancellationToken cancellation)
    {
        _announced.UnionWith(holes.Where(h => noted.All(n => RangeOf(n).Intersect(h).IsEmpty)));
        if (_announced.Count == 0)
        {
            return noted;
        }

        var added = _announced.Select(hole => Note(new Gap(series, hole), now, RequestFor(hole, requests))).ToList();
        await storage.RunAsync(() => database.Findings.AddAsync(added, cancellation), cancellation);
        return await NotedAsync(range, cancellation);
    }

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
            if (RequestFor(hole, answered) is { } request)
            {
                repaired.Add(new GapRepair(new Gap(series, hole, cause), by, request, now));
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
            if (inside.Range.IsEmpty)
            {
                // The exchange says that the bar still forms: nothing is missing there yet.
                replaced.Add(note.Id);
                continue;
            }

            if (left.Contains(inside) && !(IsSettled(note.Cause) && note.FoundAt < staleBefore) && kept.Add(inside))
            {
                continue;
            }

            (left.Any(g => !g.Range.Intersect(inside.Range).IsEmpty) ? replaced : filled).Add(note.Id);
        }

        var added = left.Where(g => !kept.Contains(g)).Select(g => Note(g, now, request: null)).Concat(repaired.Where(r => !_announced.Contains(r.Gap.Range)).Select(Note)).ToList();
        await ResolveAsync(filled, FindingAction.Repaired, now, cancellation);
        await ResolveAsync(replaced, FindingAction.Keep, now, cancellation);
        if (added.Count > 0)
        {
            await storage.RunAsync(() => database.Findings.AddAsync(added, cancellation), cancellation);
        }
    }

    private Task ResolveAsync(List<long> ids, FindingAction action, long now, CancellationToken cancellation) =>
        ids.Count == 0 ? Task.CompletedTask : storage.RunAsync(() => database.Findings.ResolveAsync(ids, action, now, cancellation), cancellation);

    /// <summary>From the first to the last of the requests that reach into the hole; null where none does.</summary>
    private static TimeRange? RequestFor(TimeRange hole, IReadOnlyList<TimeRange> requests)
    {
        var touching = requests.Where(w => !w.Intersect(hole).IsEmpty).ToList();
        return touching.Count == 0 ? null : new TimeRange(touching.Min(w => w.From), touching.Max(w => w.To));
    }

    private StoredFinding Note(Gap gap, long now, TimeRange? request)
    {
        var settled = IsSettled(gap.Cause);
        var finding = new Finding(
            FindingRule.Gap,
            settled ? FindingSeverity.Info : FindingSeverity.Warning,
            settled ? FindingAction.Keep : FindingAction.Refetch,
            Row: -1,
            gap.Range.From,
            gap.Missing,
            Text($"{gap.Missing} candles missing, {gap.Range}{(request is null ? "" : $": asked for by the request for {series}, {request}")}"));
        return new StoredFinding(0, series, finding, gap.Cause, source, now, ResolvedAt: null);
    }

    private StoredFinding Note(GapRepair repair)
    {
        var gap = repair.Gap;
        var finding = new Finding(
            FindingRule.Gap, FindingSeverity.Info, FindingAction.Repaired, Row: -1, gap.Range.From, gap.Missing, Text($"{gap.Missing} candles missing, {gap.Range}: asked for by the request for {series}, {repair.Request}"));
        return new StoredFinding(0, series, finding, gap.Cause, source, repair.At, repair.At);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
