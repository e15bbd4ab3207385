using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.FakeExchange.Pricing;

/// <summary>The trades of one symbol: which there are in a minute, and which minute holds an id. Ids begin at 1 and have no holes.</summary>
internal sealed class TradePath
{
    private const long Minute = MarketPhase.Minute;

    private readonly PricePath _prices;
    private readonly FakeListing _listing;
    private readonly MarketPhase[] _phases;
    private readonly int _perMinute;

    public TradePath(FakeMarketOptions options, FakeListing listing)
    {
        _listing = listing.Validate();
        _perMinute = options.TradesPerMinute;
        _phases = [.. options.Phases.Where(p => p.Symbol is null || p.Symbol == listing.Symbol).Select(p => p.Validate()).OrderBy(p => p.Range.From)];
        var seed = options.Seed;
        foreach (var c in listing.Symbol.Value)
        {
            seed = unchecked((seed ^ c) * 0x100000001B3UL);
        }

        _prices = new PricePath(seed, listing.StartPrice, listing.TickSize);
    }

    public FakeListing Listing => _listing;

    /// <summary>Null where the market is as usual.</summary>
    public MarketPhase? PhaseAt(long time) => Array.Find(_phases, p => p.Range.Contains(time));

    public int CountIn(long minuteStart) => minuteStart < _listing.ListedAt ? 0 : _perMinute * (PhaseAt(minuteStart)?.Factor ?? 1);

    /// <summary>How many trades happened before a minute begins.</summary>
    public long CountBefore(long minuteStart)
    {
        if (minuteStart <= _listing.ListedAt)
        {
            return 0;
        }

        var span = new TimeRange(_listing.ListedAt, minuteStart);
        return _phases.Aggregate(
            span.Length / Minute * _perMinute,
            (sum, phase) => sum + (span.Intersect(phase.Range).Length / Minute * _perMinute * (phase.Factor - 1)));
    }

    /// <summary>Ascending in time and id; times in whole milliseconds, as the protocols tell them.</summary>
    public Tick[] In(long minuteStart)
    {
        var ticks = new Tick[CountIn(minuteStart)];
        var minute = minuteStart / Minute;
        var (from, to) = (_prices.At(minute), _prices.At(minute + 1));
        var id = CountBefore(minuteStart);
        for (var i = 0; i < ticks.Length; i++)
        {
            id++;
            var (place, shape) = (_prices.Hash(id, 101), _prices.Hash(id, 102));
            var offset = ((i * Minute) + (long)(place % Minute)) / ticks.Length / 1000 * 1000;
            var level = from + ((to - from) * offset / Minute) + (0.0003 * PricePath.Unit(shape));
            var lots = 1 + (long)(place >> 40 & 0x3FF);
            ticks[i] = new Tick(minuteStart + offset, _prices.Price(level), lots * _listing.LotSize, id, (shape & 1) == 0 ? Side.Buy : Side.Sell);
        }

        return ticks;
    }

    /// <summary>The beginning of the minute that holds a trade, if it happened before <paramref name="end"/>.</summary>
    public long MinuteOf(long id, long end)
    {
        var (low, high) = (_listing.ListedAt / Minute, end / Minute);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (CountBefore((middle + 1) * Minute) >= id)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low * Minute;
    }

    /// <summary>What an untraded minute shows: the price there if nothing was ever traded, else the last close.</summary>
    public long QuietPrice(long minuteStart)
    {
        var last = CountBefore(minuteStart);
        return last == 0 ? _prices.Price(_prices.At(minuteStart / Minute)) : In(MinuteOf(last, minuteStart))[^1].Price;
    }
}
