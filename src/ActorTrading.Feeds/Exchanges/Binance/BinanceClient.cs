using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Binance;

/// <summary>
/// The public REST interface of Binance for spot, version 3. Candles come oldest first, so a range is walked forwards. They do not tell
/// whether they are final: the exchange's clock does.
/// </summary>
public sealed class BinanceClient : IExchangeClient
{
    public const string ExchangeName = "binance";

    private readonly TimeProvider _time;
    private readonly BinanceProtocol _protocol = new();
    private readonly ExchangeHttp _http;
    private readonly ServerClock _clock;
    private volatile bool _knowsLimits;

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public BinanceClient(ExchangeClientOptions options, TimeProvider time)
    {
        _time = time;
        _http = new ExchangeHttp(_protocol, options, time);
        _clock = new ServerClock(time, cancellation => _http.GetAsync(BinanceRequests.ServerTime(), BinanceAnswers.Time, cancellation));
    }

    public string Name => ExchangeName;

    public CandleSource Source => CandleSource.Binance;

    public int CandlesPerRequest => BinanceRequests.CandlesPerRequest;

    public ExchangeStatistics Statistics => _http.Statistics;

    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        await LearnLimitsAsync(series.Symbol, cancellation);
        var server = await _clock.GetAsync(cancellation);
        var grid = CandleGrid.Of(series.Timeframe, range, server.Latest(Clock.Micros(_time)));
        var pages = new CandlePages();
        var cursor = grid.First;
        while (cursor < grid.End)
        {
            var wanted = (int)Math.Min(CandlesPerRequest, (grid.End - cursor) / series.Timeframe.Length);
            server = await _clock.GetAsync(cancellation);
            var (asked, now) = (new TimeRange(cursor, grid.End), server.Earliest(Clock.Micros(_time)));
            var request = BinanceRequests.Candles(series, asked, wanted);
            var newest = await _http.GetConfirmedAsync(request, data => AddPage(pages, data, series.Timeframe, asked, now), page => page is null, cancellation);
            if (newest is not { } last)
            {
                break;
            }

            cursor = last + series.Timeframe.Length;
        }

        return pages.In(range);
    }

    public async Task<IReadOnlyList<Tick>> GetTradesAsync(Symbol symbol, long afterId, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await LearnLimitsAsync(symbol, cancellation);
        var found = new SortedDictionary<long, Tick>();
        var next = Math.Max(0, afterId + 1);
        var end = long.MaxValue;
        while (found.Count < limit && next <= end)
        {
            var from = next;
            var size = Math.Min(BinanceRequests.TradesPerRequest, limit - found.Count);
            var page = await _http.GetConfirmedAsync(BinanceRequests.TradesFrom(symbol, from, size), data => TradePage(data, from), trades => trades.Count == 0, cancellation);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var trade in page)
            {
                found[trade.Id] = trade;
                next = Math.Max(next, trade.Id + 1);
            }

            // A page cut short, or the newest trade, which is looked up once: whoever ran after it would never be done.
            if (page.Count < size && end == long.MaxValue)
            {
                var newest = await _http.GetAsync(BinanceRequests.NewestTrades(symbol, 1), BinanceAnswers.Trades, cancellation);
                end = newest.Value.Count == 0 ? end : newest.Value[^1].Id;
            }
        }

        return [.. found.Values];
    }

    public async Task<ExchangeInstrument?> GetInstrumentAsync(Symbol symbol, CancellationToken cancellation)
    {
        try
        {
            var rules = await GetRulesAsync(symbol, cancellation);
            if (rules.Instrument is null)
            {
                return null;
            }

            // The exchange does not tell when trading began: its first candle does.
            var series = new SeriesId(symbol, Timeframe.M1);
            var first = await _http.GetConfirmedAsync(BinanceRequests.FirstCandle(series), data => BinanceAnswers.Candles(data, series.Timeframe, 0), page => page.Count == 0, cancellation);
            return new ExchangeInstrument(rules.Instrument, first.Count == 0 ? null : first.Min(candle => candle.OpenTime), rules.IsTrading);
        }
        catch (ExchangeException failure) when (failure.Failure == ExchangeFailure.UnknownInstrument)
        {
            return null;
        }
    }

    public async Task<TimeSpan> GetClockOffsetAsync(CancellationToken cancellation) =>
        TimeSpan.FromMicroseconds((await _clock.MeasureAsync(cancellation)).Offset);

    public ValueTask DisposeAsync()
    {
        _clock.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>The open time of the newest candle; null for an empty page.</returns>
    private static long? AddPage(CandlePages pages, ReadOnlySpan<byte> data, Timeframe timeframe, TimeRange asked, long now)
    {
        var page = BinanceAnswers.Candles(data, timeframe, now);
        pages.Add(page, asked);
        return page.Count == 0 ? null : page.Max(candle => candle.OpenTime);
    }

    private static IReadOnlyList<Tick> TradePage(ReadOnlySpan<byte> data, long from)
    {
        var trades = BinanceAnswers.Trades(data);
        var wanted = trades.Where(trade => trade.Id >= from).ToList();
        return trades.Count == 0 || wanted.Count > 0 ? wanted : throw new AnswerFormatException($"all {trades.Count} trades are older than asked for");
    }

    private async Task LearnLimitsAsync(Symbol symbol, CancellationToken cancellation)
    {
        if (!_knowsLimits)
        {
            await GetRulesAsync(symbol, cancellation);
        }
    }

    private async Task<BinanceRules> GetRulesAsync(Symbol symbol, CancellationToken cancellation)
    {
        var request = BinanceRequests.ExchangeInfo(symbol);
        var rules = await _http.GetConfirmedAsync(request, data => BinanceRules.Read(data, symbol), rules => rules.Instrument is null, cancellation);
        if (rules.Weight is { } weight)
        {
            _protocol.Use(weight, _http.Traffic);
        }

        _knowsLimits = true;
        return rules;
    }
}
