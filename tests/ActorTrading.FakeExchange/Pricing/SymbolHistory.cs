using System.Collections.Concurrent;
using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Pricing;

/// <summary>The candles of one symbol on any grid, all rolled up from the same minutes. Knows no clock: the future is here too. Safe for many threads.</summary>
internal sealed class SymbolHistory(TradePath trades)
{
    private const long Minute = MarketPhase.Minute;
    private const long Day = 1440 * Minute;
    private const int DaysOfMinutesKept = 128;

    private readonly ConcurrentDictionary<long, Bar[]> _minutes = new();
    private readonly ConcurrentDictionary<(long Day, BarGrid Grid), Bar[]> _rolled = new();
    private readonly ConcurrentDictionary<long, Bar> _corrections = new();

    public TradePath Trades => trades;

    public void Correct(Bar minute)
    {
        _corrections[minute.OpenTime] = minute;
        var day = Math.DivRem(minute.OpenTime, Day).Quotient;
        _minutes.TryRemove(day, out _);
        foreach (var key in _rolled.Keys.Where(k => k.Day >= day - 1 && k.Day <= day + 1))
        {
            _rolled.TryRemove(key, out _);
        }
    }

    /// <summary>Bars that open in [from, to), ascending.</summary>
    public IEnumerable<Bar> Ascending(BarGrid grid, long from, long to)
    {
        from = Math.Max(from, grid.OpenOf(trades.Listing.ListedAt));
        for (var day = DayOf(grid, from); day <= DayOf(grid, to - 1); day++)
        {
            foreach (var bar in BarsOf(day, grid))
            {
                if (bar.OpenTime >= from && bar.OpenTime < to)
                {
                    yield return bar;
                }
            }
        }
    }

    /// <summary>Bars that open in [from, to), newest first.</summary>
    public IEnumerable<Bar> Descending(BarGrid grid, long from, long to)
    {
        from = Math.Max(from, grid.OpenOf(trades.Listing.ListedAt));
        for (var day = DayOf(grid, to - 1); day >= DayOf(grid, from); day--)
        {
            var bars = BarsOf(day, grid);
            for (var i = bars.Length - 1; i >= 0; i--)
            {
                if (bars[i].OpenTime >= from && bars[i].OpenTime < to)
                {
                    yield return bars[i];
                }
            }
        }
    }

    /// <summary>The bar that holds <paramref name="now"/>, from the trades up to it; null while the exchange is down or has not listed it.</summary>
    public Bar? Forming(BarGrid grid, long now)
    {
        var open = grid.OpenOf(now);
        var minute = now - (now % Minute);
        Bar? sum = null;
        foreach (var bar in Ascending(BarGrid.Of(Timeframe.M1), open, minute))
        {
            sum = sum is { } before ? Add(before, bar) : bar with { OpenTime = open };
        }

        return MinuteBar(minute, now) is not { } last ? sum : sum is { } whole ? Add(whole, last) : last with { OpenTime = open };
    }

    private static long DayOf(BarGrid grid, long time) => (long)Math.Floor((time - grid.Offset) / (double)Day);

    private Bar[] BarsOf(long day, BarGrid grid) =>
        grid == BarGrid.Of(Timeframe.M1) ? MinutesOf(day) : _rolled.GetOrAdd((day, grid), key => [.. Roll(key.Day, key.Grid)]);

    private Bar[] MinutesOf(long day)
    {
        if (_minutes.TryGetValue(day, out var known))
        {
            return known;
        }

        if (_minutes.Count >= DaysOfMinutesKept)
        {
            _minutes.Clear();
        }

        var bars = Enumerable.Range(0, 1440).Select(i => MinuteBar((day * Day) + (i * Minute), long.MaxValue)).OfType<Bar>().ToArray();
        _minutes[day] = bars;
        if (!_rolled.ContainsKey((day, BarGrid.Of(Timeframe.M5))))
        {
            // All the usual grids at once: making the minutes is what costs.
            foreach (var timeframe in Timeframe.All.Skip(1))
            {
                _rolled[(day, BarGrid.Of(timeframe))] = [.. Roll(day, BarGrid.Of(timeframe))];
            }
        }

        return bars;
    }

    private List<Bar> Roll(long day, BarGrid grid)
    {
        var start = (day * Day) + grid.Offset;
        var first = Math.DivRem(start, Day).Quotient;
        var bars = new List<Bar>();
        foreach (var minute in grid.Offset == 0 ? MinutesOf(day) : MinutesOf(first).Concat(MinutesOf(first + 1)))
        {
            if (minute.OpenTime < start || minute.OpenTime >= start + Day)
            {
                continue;
            }

            var open = grid.OpenOf(minute.OpenTime);
            if (bars.Count > 0 && bars[^1].OpenTime == open)
            {
                bars[^1] = Add(bars[^1], minute);
            }
            else
            {
                bars.Add(minute with { OpenTime = open });
            }
        }

        return bars;
    }

    private static Bar Add(Bar sum, Bar next) => new(
        sum.OpenTime,
        sum.Open,
        Math.Max(sum.High, next.High),
        Math.Min(sum.Low, next.Low),
        next.Close,
        sum.Volume + next.Volume,
        sum.BuyVolume + next.BuyVolume,
        sum.QuoteVolume + next.QuoteVolume,
        sum.Trades + next.Trades);

    private Bar? MinuteBar(long minute, long now)
    {
        if (minute < trades.Listing.ListedAt)
        {
            return null;
        }

        if (now >= minute + Minute && _corrections.TryGetValue(minute, out var corrected))
        {
            return corrected;
        }

        Bar? sum = null;
        foreach (var tick in trades.In(minute))
        {
            if (tick.Time > now)
            {
                break;
            }

            var quote = (decimal)tick.Price * tick.Size / Fixed.One / Fixed.One;
            var one = new Bar(minute, tick.Price, tick.Price, tick.Price, tick.Price, tick.Size, tick.Side == Side.Buy ? tick.Size : 0, quote, 1);
            sum = sum is { } before ? Add(before, one) : one;
        }

        if (sum is not null || trades.PhaseAt(minute) is { HasCandles: false })
        {
            return sum;
        }

        var price = trades.QuietPrice(minute);
        return new Bar(minute, price, price, price, price, 0, 0, 0, 0);
    }
}
