using System.Globalization;
using ActorTrading.Engine.Backfill;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Maintenance;

/// <summary>Decides after the comparison about rows that cannot stay, and names what is left.</summary>
internal sealed class SeriesSweep(RepairLog log, SeriesId series, string exchange, long now)
{
    private readonly List<long> _removed = [];
    private readonly List<TimeRange> _emptied = [];

    /// <summary>Open times of rows to be deleted.</summary>
    public IReadOnlyList<long> Removed => _removed;

    /// <summary>Slots in which nothing is left.</summary>
    public IReadOnlyList<TimeRange> Emptied => _emptied;

    /// <summary>Rows off the grid that say what another row says.</summary>
    public long Copies { get; private set; }

    public long InvalidLeft { get; private set; }

    /// <summary>Rows that no candle can be and that the exchange did not replace: removed where it has nothing itself.</summary>
    public void Unsound(IReadOnlyList<Candle> rows, SeriesComparison comparison, IReadOnlyList<Gap> causes, SeriesFetch fetch)
    {
        foreach (var row in rows.Where(r => !comparison.IsSettled(r.OpenTime)))
        {
            var rule = RepairLog.RuleOf(row.Bar);
            if (Answered(fetch, row.OpenTime) && causes.Any(c => c.Range.Contains(row.OpenTime) && GapLedger.IsSettled(c.Cause)))
            {
                _removed.Add(row.OpenTime);
                _emptied.Add(Slot(row.OpenTime));
                log.Repaired(rule, row.OpenTime, Text($"the row cannot be true and {exchange} publishes none: removed"), now);
            }
            else
            {
                InvalidLeft++;
                log.Leave(rule, Slot(row.OpenTime), GapCause.FetchFailed, "the row cannot be true");
            }
        }
    }

    /// <summary>Rows off the grid: removed once the exchange has answered for their slot.</summary>
    public void OffGrid(IReadOnlyList<Candle> rows, SeriesComparison comparison, SeriesFetch fetch)
    {
        foreach (var row in rows)
        {
            var slot = series.Timeframe.OpenOf(row.OpenTime);
            if (!Answered(fetch, slot))
            {
                InvalidLeft++;
                log.Leave(FindingRule.OffGrid, new TimeRange(row.OpenTime, row.OpenTime + series.Timeframe.Length), GapCause.FetchFailed, Text($"the row lies {row.OpenTime - slot} µs off the grid"));
                continue;
            }

            _removed.Add(row.OpenTime);
            if (comparison.Published(slot) is { } published && CandleRule.SameValues(row.Bar, published.Bar))
            {
                Copies++;
            }
            else
            {
                log.Repaired(FindingRule.OffGrid, row.OpenTime, Text($"the row lay {row.OpenTime - slot} µs off the grid: removed"), now);
            }
        }
    }

    /// <summary>Rows of bars that have not begun: named, since only a person can tell whether the clock or the row is wrong.</summary>
    /// <param name="newest">The newest rows of the series.</param>
    /// <param name="begun">Bars that open before may have begun.</param>
    public void Future(IReadOnlyList<Candle> newest, long begun)
    {
        foreach (var row in newest.Where(r => r.OpenTime >= begun))
        {
            InvalidLeft++;
            log.Leave(FindingRule.OutOfRange, Slot(row.OpenTime), GapCause.Unknown, "the row opens in the future");
        }
    }

    /// <param name="gaps">Holes that stay.</param>
    /// <param name="fillable">Holes that a run that may change something would fill.</param>
    /// <param name="suspects">Extremes; true where the exchange publishes them.</param>
    /// <param name="whyNot">Why the exchange was not asked at all; null if it was.</param>
    public void Leftovers(IReadOnlyList<Gap> gaps, IReadOnlyList<long> fillable, SeriesFetch fetch, IReadOnlyList<Finding> suspects, string? whyNot)
    {
        foreach (var gap in gaps.Where(g => !GapLedger.IsSettled(g.Cause)))
        {
            log.Leave(FindingRule.Gap, gap.Range, gap.Cause, Text($"{gap.Missing} candles missing{(whyNot is null ? "" : $"; {whyNot}")}"));
        }

        foreach (var range in RequestWindows.Joined(fillable.Select(Slot)))
        {
            log.Leave(FindingRule.Gap, range, GapCause.Unknown, Text($"{range.Bars(series.Timeframe)} candles missing that {exchange} has"));
        }

        var message = fetch.Failures.Count > 0 ? fetch.Failures[^1].Message : "";
        foreach (var range in RequestWindows.Without(fetch.Unanswered, gaps.Select(g => g.Range).ToList()))
        {
            log.Leave(FindingRule.DiffersFromExchange, range, GapCause.FetchFailed, Text($"{range.Bars(series.Timeframe)} candles could not be compared: {message}"));
        }

        foreach (var suspect in suspects.Where(s => fetch.Unanswered.Any(u => u.Contains(s.Time))))
        {
            log.Leave(suspect.Rule, Slot(suspect.Time), GapCause.FetchFailed, suspect.Detail);
        }
    }

    private static bool Answered(SeriesFetch fetch, long slot) => fetch.Answered.Any(w => w.Contains(slot));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private TimeRange Slot(long time) => new(time, time + series.Timeframe.Length);
}
