using ActorTrading.FakeExchange.Pricing;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.FakeExchange;

/// <summary>
/// The truth that the fake exchange publishes, the same for the same options: trades with ids that have no holes, candles of every timeframe
/// that roll up exactly from the trades. What has happened and what is still to come is decided by the clock alone. Safe for many threads.
/// </summary>
public sealed class FakeMarket
{
    private readonly Dictionary<Symbol, SymbolHistory> _histories;

    /// <param name="options">What there is.</param>
    /// <param name="clock">The exchange's time; without one, a <see cref="StandingClock"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FakeMarket(FakeMarketOptions? options = null, TimeProvider? clock = null)
    {
        Options = options ?? new FakeMarketOptions();
        Clock = clock ?? new StandingClock();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.TradesPerMinute, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Options.TradesPerMinute, 10_000);
        _histories = Options.Listings.ToDictionary(l => l.Symbol, l => new SymbolHistory(new TradePath(Options, l)));
    }

    public FakeMarketOptions Options { get; }

    public TimeProvider Clock { get; }

    /// <summary>µs since the Unix epoch.</summary>
    public long Now => (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Raised with the symbol and the open time of a minute whose candle was corrected.</summary>
    public event Action<Symbol, long>? Corrected;

    /// <summary>The closed candles that open in the range, ascending, with all that Binance tells of them.</summary>
    public IReadOnlyList<Bar> Candles(Symbol symbol, Timeframe timeframe, TimeRange range) =>
        [.. History(symbol).Ascending(BarGrid.Of(timeframe), range.From, LastClosed(BarGrid.Of(timeframe), range.To))];

    /// <summary>The closed candles that open in the range, ascending, exactly as an exchange tells them: OKX says neither trades nor buy volume.</summary>
    public IReadOnlyList<Candle> Candles(CandleSource source, SeriesId series, TimeRange range) =>
    [
        .. Candles(series.Symbol, series.Timeframe, range)
            .Select(bar => new Candle(source == CandleSource.Okx ? bar with { BuyVolume = 0, Trades = 0 } : bar, source)),
    ];

    /// <summary>The candle that holds the present, from the trades so far; null during an outage and before the listing.</summary>
    public Bar? Forming(Symbol symbol, Timeframe timeframe) => Forming(symbol, BarGrid.Of(timeframe));

    /// <summary>Trades that have happened, oldest first.</summary>
    /// <param name="symbol">Of what.</param>
    /// <param name="afterId">The first has the id after this one.</param>
    /// <param name="limit">Most trades wanted.</param>
    public IReadOnlyList<Tick> Trades(Symbol symbol, long afterId, int limit)
    {
        var path = History(symbol).Trades;
        var now = Now;
        var trades = new List<Tick>();
        for (var minute = path.MinuteOf(Math.Max(0, afterId) + 1, now); minute <= now && trades.Count < limit; minute += MarketPhase.Minute)
        {
            trades.AddRange(path.In(minute).Where(t => t.Id > afterId && t.Time <= now).Take(limit - trades.Count));
        }

        return trades;
    }

    /// <summary>How many trades there were, and so the last one's id; 0 before the first.</summary>
    public long LastTradeId(Symbol symbol) => LastTradeId(symbol, Now);

    /// <summary>A minute's candle gets more volume and a higher high, the coarser ones with it; whoever is subscribed to them is told.</summary>
    /// <param name="symbol">Of what.</param>
    /// <param name="minute">Open time, µs; the minute is over.</param>
    public void Correct(Symbol symbol, long minute)
    {
        var old = Candles(symbol, Timeframe.M1, new TimeRange(minute, minute + 1)) is [var bar]
            ? bar
            : throw new ArgumentException($"{symbol} has no closed 1m candle at {minute}.", nameof(minute));
        var listing = History(symbol).Trades.Listing;
        var high = old.High + (10 * listing.TickSize);
        var more = 10 * listing.LotSize;
        History(symbol).Correct(old with
        {
            High = high,
            Volume = old.Volume + more,
            QuoteVolume = old.QuoteVolume + ((decimal)high * more / Fixed.One / Fixed.One),
            Trades = old.Trades + 1,
        });
        Corrected?.Invoke(symbol, minute);
    }

    internal bool Lists(Symbol symbol) => _histories.TryGetValue(symbol, out var history) && history.Trades.Listing.ListedAt <= Now;

    /// <summary>What OKX lists under a name; null where it lists nothing.</summary>
    internal FakeListing? OnOkx(string name) => Options.Listings.FirstOrDefault(l => l.OkxName == name && Lists(l.Symbol));

    internal Bar? Forming(Symbol symbol, BarGrid grid) => History(symbol).Forming(grid, Now);

    internal SymbolHistory History(Symbol symbol) =>
        _histories.TryGetValue(symbol, out var history) ? history : throw new ArgumentException($"{symbol} is not listed: {string.Join(' ', _histories.Keys)} are.", nameof(symbol));

    /// <summary>The earlier of a bound and the open time of the bar that still forms.</summary>
    internal long LastClosed(BarGrid grid, long to) => Math.Min(to, grid.OpenOf(Now));

    internal long LastTradeId(Symbol symbol, long time)
    {
        var path = History(symbol).Trades;
        var minute = time - (time % MarketPhase.Minute);
        return path.CountBefore(minute) + path.In(minute).Count(t => t.Time <= time);
    }
}
