using ActorTrading.FakeExchange.Pricing;
using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Sockets;

/// <summary>The forming candle again and again, and each one once more when it closes.</summary>
/// <param name="key">As the subscriber named it.</param>
/// <param name="market">The truth.</param>
/// <param name="symbol">Of what.</param>
/// <param name="grid">Which candles.</param>
/// <param name="formingEvery">µs between two pushes of the forming one.</param>
/// <param name="write">Makes the message of a candle, whether it is final, and the time.</param>
internal sealed class CandleStream(string key, FakeMarket market, Symbol symbol, BarGrid grid, long formingEvery, Func<Bar, bool, long, string> write) : Stream(key)
{
    private readonly long _first = grid.OpenOf(market.Now);
    private long _next = grid.OpenOf(market.Now);
    private long _formingAt = long.MinValue;

    public override IEnumerable<Push> Collect(long now)
    {
        for (; _next + grid.Length <= now; _next += grid.Length)
        {
            foreach (var push in Final(_next, now))
            {
                yield return push;
            }

            _formingAt = long.MinValue;
        }

        if (now - formingEvery >= _formingAt && market.History(symbol).Forming(grid, now) is { } forming)
        {
            _formingAt = now;
            yield return new Push(write(forming, false, now));
        }
    }

    public override IEnumerable<Push> Correct(long minute, long now) =>
        grid.OpenOf(minute) is var open && open < _next && open >= _first - (100 * grid.Length) ? Final(open, now) : [];

    private IEnumerable<Push> Final(long open, long now) => market.History(symbol).Ascending(grid, open, open + 1).Select(bar => new Push(write(bar, true, now), IsFinalCandle: true));
}
