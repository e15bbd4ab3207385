using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Backfill;

/// <summary>
/// Asks an exchange for one series, newest first, until every missing slot has arrived, was answered twice with nothing, or the passes are used up.
/// A request that fails leaves its window open for the next pass.
/// </summary>
internal sealed class SeriesFetch(IExchangeClient client, Reach reach, BackfillOptions options, TimeProvider time, SeriesId series, TimeRange range)
{
    /// <summary>An empty or partial answer may be a mistake: only the second one counts.</summary>
    private const int AnswersThatConfirm = 2;

    /// <summary>An exchange that is down for longer is left to the next run.</summary>
    private const int PassesWithoutAnswer = 2;

    private readonly Dictionary<long, int> _absent = [];
    private readonly List<FetchFailure> _failures = [];
    private readonly HashSet<long> _refusedSlots = [];
    private readonly List<TimeRange> _answered = [];
    private List<TimeRange> _failed = [];
    private TimeSpan _pause;
    private long _end = range.To;
    private bool _hopeless;
    private ExchangeException? _last;
    private int _inVain;

    public int Requests { get; private set; }

    public long Fetched { get; private set; }

    /// <summary>Rows that no candle can have.</summary>
    public long Refused { get; private set; }

    public IReadOnlyList<FetchFailure> Failures => _failures;

    /// <summary>What was asked for and answered.</summary>
    public IReadOnlyList<TimeRange> Answered => _answered;

    /// <summary>What was asked for and not answered in the end, ascending.</summary>
    public IReadOnlyList<TimeRange> Unanswered => RequestWindows.Without(RequestWindows.Joined(_failed), RequestWindows.Joined(_answered));

    /// <summary>Where the bars begin that the exchange calls forming: they are no part of the range.</summary>
    public long End => _end;

    /// <param name="ask">Ascending ranges to ask for.</param>
    /// <param name="missing">Of these, what is not there.</param>
    /// <param name="take">Stores an answer; called for one window at a time, newest first.</param>
    /// <exception cref="OperationCanceledException">What was taken stays.</exception>
    public async Task RunAsync(
        IReadOnlyList<TimeRange> ask,
        IReadOnlyList<TimeRange> missing,
        Func<FetchedWindow, CancellationToken, Task> take,
        IProgress<BackfillProgress>? progress,
        CancellationToken cancellation)
    {
        foreach (var slot in missing.SelectMany(Slots))
        {
            _absent[slot] = 0;
        }

        var todo = ask;
        var barren = 0;
        for (var pass = 1; pass <= options.Passes && todo.Count > 0 && !_hopeless && barren < PassesWithoutAnswer && reach.Away is null; pass++)
        {
            var answered = _answered.Count;
            if (pass > 1 && _pause > TimeSpan.Zero)
            {
                await Task.Delay(_pause, time, cancellation);
            }

            await PassAsync(RequestWindows.Over(todo, range, series.Timeframe, client.CandlesPerRequest), take, progress, cancellation);
            barren = _answered.Count > answered ? 0 : barren + 1;
            todo = RequestWindows.Joined([.. _failed, .. Runs(_absent.Where(a => a.Value < AnswersThatConfirm).Select(a => a.Key))]);
        }

        LeaveUnasked(todo, barren);
        progress?.Report(new BackfillProgress(series, Requests, Requests, Fetched, IsDone: true));
    }

    /// <summary>What has not arrived, ascending, apart where causes differ.</summary>
    /// <param name="leading">The cause of what is nowhere and lies before everything that is known.</param>
    public IReadOnlyList<Gap> Gaps(Func<long, bool> leading)
    {
        var gaps = new List<Gap>();
        foreach (var slot in _absent.Keys.Order())
        {
            var cause = CauseOf(slot, leading);
            if (gaps.Count > 0 && gaps[^1].Cause == cause && gaps[^1].Range.To == slot)
            {
                gaps[^1] = gaps[^1] with { Range = new TimeRange(gaps[^1].Range.From, slot + series.Timeframe.Length) };
            }
            else
            {
                gaps.Add(new Gap(series, new TimeRange(slot, slot + series.Timeframe.Length), cause));
            }
        }

        return gaps;
    }

    private GapCause CauseOf(long slot, Func<long, bool> leading)
    {
        if (_refusedSlots.Contains(slot))
        {
            return GapCause.Unknown;
        }

        return _absent[slot] < AnswersThatConfirm ? GapCause.FetchFailed : leading(slot) ? GapCause.NotListedYet : GapCause.ExchangeOutage;
    }

    /// <summary>Tells the other series when this one got no answer, and names what was not asked for because another one got none.</summary>
    private void LeaveUnasked(IReadOnlyList<TimeRange> todo, int barren)
    {
        if (barren == PassesWithoutAnswer)
        {
            reach.GaveUp(_inVain, _last!);
        }

        if (todo.Count > 0 && _failures.Count == 0 && reach.Away is { } away)
        {
            _failed = Requests == 0 ? [.. todo] : _failed;
            _failures.Add(new FetchFailure(series, new TimeRange(todo[0].From, todo[^1].To), away.Failure, away.Message));
        }
    }

    private async Task PassAsync(List<TimeRange> windows, Func<FetchedWindow, CancellationToken, Task> take, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        (_failed, _pause) = ([], TimeSpan.Zero);
        var inRow = 0;
        for (var i = 0; i < windows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (inRow == options.FailuresInRow || _hopeless || reach.Away is not null)
            {
                _failed.AddRange(windows.Skip(i));
                return;
            }

            progress?.Report(new BackfillProgress(series, Requests, Requests + windows.Count - i, Fetched, IsDone: false));
            inRow = await AskAsync(windows[i], take, cancellation) ? 0 : inRow + 1;
        }
    }

    private async Task<bool> AskAsync(TimeRange window, Func<FetchedWindow, CancellationToken, Task> take, CancellationToken cancellation)
    {
        Requests++;
        IReadOnlyList<Candle> rows;
        try
        {
            rows = await client.GetCandlesAsync(series, window, cancellation);
        }
        catch (ExchangeException e)
        {
            (_last, _inVain) = (e, _inVain + 1);
            reach.Failed(e);
            _failures.Add(new FetchFailure(series, window, e.Failure, e.Message));
            _failed.Add(window);
            _hopeless = e.Failure is ExchangeFailure.UnknownInstrument or ExchangeFailure.Refused;
            var asked = e.RetryAfter ?? options.Pause;
            _pause = asked < options.LongestPause ? asked : options.LongestPause;
            return false;
        }

        reach.Answered();
        _inVain = 0;
        Fetched += rows.Count;
        var candles = Accepted(rows, window);
        if (candles.Length > 0)
        {
            await take(new FetchedWindow(window, candles), cancellation);
        }

        _answered.Add(window);
        Note(window, candles);
        return true;
    }

    private Candle[] Accepted(IReadOnlyList<Candle> rows, TimeRange window)
    {
        var accepted = new List<Candle>(rows.Count);
        foreach (var row in rows.Where(r => window.Contains(r.OpenTime)).OrderBy(r => r.OpenTime))
        {
            if (!row.IsFinal)
            {
                _end = Math.Min(_end, series.Timeframe.OpenOf(row.OpenTime));
            }
            else if (options.Validate && BarValidity.Broken(row.Bar, series.Timeframe) is not null)
            {
                Refused++;
                _refusedSlots.Add(series.Timeframe.OpenOf(row.OpenTime));
            }
            else if (accepted.Count == 0 || accepted[^1].OpenTime < row.OpenTime)
            {
                accepted.Add(row);
            }
        }

        return [.. accepted];
    }

    private void Note(TimeRange window, Candle[] candles)
    {
        foreach (var candle in candles)
        {
            _absent.Remove(candle.OpenTime);
            _refusedSlots.Remove(candle.OpenTime);
        }

        foreach (var slot in Slots(window))
        {
            if (slot >= _end)
            {
                _absent.Remove(slot);
            }
            else if (_absent.TryGetValue(slot, out var answers))
            {
                _absent[slot] = answers + 1;
            }
        }
    }

    private IEnumerable<long> Slots(TimeRange of)
    {
        for (var slot = of.From; slot < of.To; slot += series.Timeframe.Length)
        {
            yield return slot;
        }
    }

    private IEnumerable<TimeRange> Runs(IEnumerable<long> slots) =>
        RequestWindows.Joined(slots.Select(s => new TimeRange(s, s + series.Timeframe.Length)));
}
