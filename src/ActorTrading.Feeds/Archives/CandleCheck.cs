using System.Globalization;
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
            ArchiveCheck.AddFault(findings, row, fault);
            return;
        }

        var time = bar.OpenTime;
        _first = Math.Min(_first, time);
        _last = Math.Max(_last, time);
        if (time % timeframe.Length != 0)
        {
            Note(FindingRule.OffGrid, FindingSeverity.Error, FindingAction.Drop, row, bar, static (b, t) => $"{Seconds(b.OpenTime % t.Length)} after the last {t} begin");
        }

        if (time < _before)
        {
            var back = _before - time;
            Note(FindingRule.OutOfOrder, FindingSeverity.Warning, FindingAction.Keep, row, bar, (_, _) => $"{Seconds(back)} before the row above");
        }

        if (bar.High < bar.Low || bar.Open > bar.High || bar.Open < bar.Low || bar.Close > bar.High || bar.Close < bar.Low)
        {
            Note(FindingRule.OhlcRelation, FindingSeverity.Error, FindingAction.Refetch, row, bar,
                static (b, _) => $"open {Price(b.Open)} and close {Price(b.Close)} must lie from low {Price(b.Low)} to high {Price(b.High)}");
        }

        if (bar.Open <= 0 || bar.High <= 0 || bar.Low <= 0 || bar.Close <= 0 || bar.Volume < 0)
        {
            _outOfRange++;
            Note(FindingRule.OutOfRange, FindingSeverity.Error, FindingAction.Refetch, row, bar,
                static (b, _) => $"open {Price(b.Open)} high {Price(b.High)} low {Price(b.Low)} close {Price(b.Close)} volume {Price(b.Volume)}: prices are above 0, volume is from 0");
        }
        else if (bar.Volume == 0)
        {
            _zero++;
            Note(FindingRule.Volume, FindingSeverity.Info, FindingAction.Keep, row, bar, static (_, _) => "no volume");
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
        var missing = ((behind - before - 1) / timeframe.Length);
        _missing += missing;
        if (behind - before >= _longest)
        {
            _longest = behind - before;
            _longestAfter = before;
        }

        findings.Add(FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, row, before + timeframe.Length, missing,
            () => $"{missing} missing before this row");
    }

    private void Note(FindingRule rule, FindingSeverity severity, FindingAction action, long row, Bar bar, Func<Bar, Timeframe, string> detail) =>
        findings.Add(rule, severity, action, row, bar.OpenTime, 1, () => detail(bar, timeframe));

    private static string Seconds(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1e6:#,0.######} s");

    private static string Price(long scaled) => Fixed.ToDecimal(scaled).ToString("0.########", CultureInfo.InvariantCulture);
}
