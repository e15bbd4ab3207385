using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Checks a file of candles.</summary>
internal sealed class CandleCheck(Timeframe timeframe, FindingList findings)
{
    private readonly OpenTimeRuns _runs = new(timeframe);
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _before = long.MinValue;
    private long _malformed;
    private long _outOfRange;
    private long _zero;
    private long _missing;
    private long _longest;
    private long _longestAfter;

    public static ArchiveReport Run(ArchiveFile file, FindingList findings, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var rows = new ArchiveReader(file);
        var check = new CandleCheck(file.Timeframe!.Value, findings);
        while (rows.ReadCandle(out var bar, out var fault))
        {
            check.Add(rows.Row, bar, fault);
            if (rows.Row % ArchiveCheck.RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(rows.Row);
            }
        }

        return check.Complete(file, rows.Row + 1);
    }

    private void Add(long row, in Bar bar, RowFault? fault)
    {
        if (fault is not null)
        {
            _malformed++;
            findings.AddFault(row, fault);
            return;
        }

        var time = bar.OpenTime;
        _first = Math.Min(_first, time);
        _last = Math.Max(_last, time);
        if (!BarValidity.IsOnGrid(time, timeframe))
        {
            Note(FindingRule.OffGrid, FindingAction.Drop, row, bar);
        }

        if (time < _before)
        {
            var back = _before - time;
            findings.Add(FindingRule.OutOfOrder, FindingSeverity.Warning, FindingAction.Keep, row, time, 1, () => $"{TradeCheck.Seconds(back)} before the row above");
        }

        if (!BarValidity.Relates(bar))
        {
            Note(FindingRule.OhlcRelation, BarValidity.OnlyOpenIsOutside(bar) ? FindingAction.Keep : FindingAction.Refetch, row, bar);
        }

        if (!BarValidity.InRange(bar))
        {
            _outOfRange++;
            Note(FindingRule.OutOfRange, FindingAction.Refetch, row, bar);
        }
        else if (bar.Volume == 0)
        {
            _zero++;
            findings.Add(FindingRule.Volume, FindingSeverity.Info, FindingAction.Keep, row, time, 1, static () => "no volume");
        }

        _before = time;
        _runs.Add(row, time);
    }

    private ArchiveReport Complete(ArchiveFile file, long rows)
    {
        _runs.Complete(AddGap, (row, time) => findings.Add(
            FindingRule.Duplicate, FindingSeverity.Error, FindingAction.Drop, row, time, 1, static () => "another row has this open time"));
        return new ArchiveReport
        {
            File = file,
            HasChecksum = false,
            Rows = rows,
            First = _first == long.MaxValue ? 0 : _first,
            Last = _last == long.MinValue ? 0 : _last,
            Gaps = findings.Count(FindingRule.Gap),
            Missing = _missing,
            Longest = _longest,
            LongestAfter = _longestAfter,
            Duplicates = findings.Count(FindingRule.Duplicate),
            OutOfOrder = findings.Count(FindingRule.OutOfOrder),
            OffGrid = findings.Count(FindingRule.OffGrid),
            OhlcViolations = findings.Count(FindingRule.OhlcRelation),
            ZeroVolume = _zero,
            OutOfRange = _outOfRange,
            Malformed = _malformed,
            Findings = findings.Kept,
        };
    }

    private void AddGap(long before, long behind, long row)
    {
        var missing = (behind - before - 1) / timeframe.Length;
        _missing += missing;
        if (behind - before >= _longest)
        {
            _longest = behind - before;
            _longestAfter = before;
        }

        findings.Add(FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, row, before + timeframe.Length, missing,
            () => $"{missing} missing before this row");
    }

    private void Note(FindingRule rule, FindingAction action, long row, Bar bar) =>
        findings.Add(
            rule, action == FindingAction.Keep ? FindingSeverity.Warning : FindingSeverity.Error, action, row, bar.OpenTime, 1, () => BarValidity.Why(rule, bar, timeframe));
}
