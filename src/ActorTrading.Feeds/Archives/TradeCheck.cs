using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Checks a file of trades. Where ids repeat the file is read a second time, to tell repeated rows from ids given twice.</summary>
internal sealed class TradeCheck(FindingList findings)
{
    private const int MostIntervals = 1 << 20;

    private readonly TradeIdSet _seen = new(MostIntervals);
    private readonly HashSet<long> _repeated = [];
    private readonly ReceiveDelays _delays = new();
    private Tick _before;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _malformed;
    private long _outOfRange;
    private long _zero;
    private long _missing;
    private long _longest;
    private long _longestAfter;
    private long _repeats;
    private long _buys;
    private long _sells;

    public static ArchiveReport Run(ArchiveFile file, FindingList findings, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var rows = new ArchiveReader(file);
        var check = new TradeCheck(findings);
        while (rows.ReadTrade(out var tick, out var received, out var fault))
        {
            check.Add(rows.Row, tick, received, fault);
            if (rows.Row % ArchiveCheck.RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(rows.Row);
            }
        }

        check.FindDuplicates(file, cancellationToken);
        return check.Complete(file, rows.Row + 1);
    }

    internal static string Seconds(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1e6:#,0.######} s");

    private void Add(long row, in Tick tick, long received, RowFault? fault)
    {
        if (fault is not null)
        {
            _malformed++;
            findings.AddFault(row, fault);
            return;
        }

        if (_last != long.MinValue)
        {
            Follow(row, tick);
        }

        _first = Math.Min(_first, tick.Time);
        _last = Math.Max(_last, tick.Time);
        _before = tick;
        _buys += tick.Side == Side.Buy ? 1 : 0;
        _sells += tick.Side == Side.Sell ? 1 : 0;
        if (tick.Id != 0 && !_seen.Add(tick.Id))
        {
            _repeats++;
            _repeated.Add(tick.Id);
        }

        if (received != 0)
        {
            _delays.Add(received - tick.Time);
        }

        if (tick.Price <= 0 || tick.Size < 0)
        {
            _outOfRange++;
            findings.Add(FindingRule.OutOfRange, FindingSeverity.Error, FindingAction.Drop, row, tick.Time, 1, static () => "prices are above 0, sizes from 0");
        }
        else if (tick.Size == 0)
        {
            _zero++;
            findings.Add(FindingRule.Volume, FindingSeverity.Info, FindingAction.Keep, row, tick.Time, 1, static () => "size is 0");
        }
    }

    /// <summary>What the row is in the light of the one before.</summary>
    private void Follow(long row, in Tick tick)
    {
        var (time, before) = (tick.Time, _before);
        if (time < before.Time)
        {
            findings.Add(FindingRule.OutOfOrder, FindingSeverity.Warning, FindingAction.Keep, row, time, 1, () => $"{Seconds(before.Time - time)} before the row above");
        }
        else if (time - before.Time >= _longest)
        {
            _longest = time - before.Time;
            _longestAfter = before.Time;
        }

        if (before.Id != 0 && tick.Id > before.Id + 1)
        {
            var missing = tick.Id - before.Id - 1;
            _missing += missing;
            findings.Add(FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, row, time, missing,
                () => $"trade ids {before.Id + 1} to {before.Id + missing} missing before this row, {Seconds(time - before.Time)} after the one above");
        }
    }

    private void FindDuplicates(ArchiveFile file, CancellationToken cancellationToken)
    {
        if (_repeated.Count == 0)
        {
            return;
        }

        using var rows = new ArchiveReader(file);
        var distinct = new HashSet<(Tick, long)>();
        while (rows.ReadTrade(out var tick, out var received, out var fault))
        {
            if (rows.Row % ArchiveCheck.RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (fault is null && _repeated.Contains(tick.Id) && !distinct.Add((tick, received)))
            {
                var id = tick.Id;
                findings.Add(FindingRule.Duplicate, FindingSeverity.Error, FindingAction.Drop, rows.Row, tick.Time, 1, () => $"the trade {id} stands further up");
            }
        }
    }

    private ArchiveReport Complete(ArchiveFile file, long rows) => new()
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
        ZeroVolume = _zero,
        OutOfRange = _outOfRange,
        Malformed = _malformed,
        Trades = new TradeFigures(_repeats, _buys, _sells, _delays.Summary()),
        Findings = findings.Kept,
    };
}
