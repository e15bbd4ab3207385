using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Okx;

/// <summary>
/// The public REST interface of OKX, version 5. Candles come newest first, so a range is walked backwards, each page from the oldest candle
/// of the one before.
/// </summary>
public sealed class OkxClient : IExchangeClient
{
    public const string ExchangeName = "okx";

    /// <summary>The endpoint for recent candles reaches back 1,440 of them; some are left for clocks and bars that pass meanwhile.</summary>
    private const int RecentCandles = 1400;

    private readonly TimeProvider _time;
    private readonly ExchangeHttp _http;
    private readonly ServerClock _clock;

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public OkxClient(ExchangeClientOptions options, TimeProvider time)
    {
        _time = time;
        _http = new ExchangeHttp(new OkxProtocol(), options, time);
        _clock = new ServerClock(time, cancellation => _http.GetAsync(OkxRequests.ServerTime(), OkxAnswers.Time, cancellation));
    }

    public string Name => ExchangeName;

    public CandleSource Source => CandleSource.Okx;

    public int CandlesPerRequest => OkxRequests.CandlesPerRequest;

    public ExchangeStatistics Statistics => _http.Statistics;

    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        var server = await _clock.GetAsync(cancellation);
        var grid = CandleGrid.Of(series.Timeframe, range, server.Latest(Clock.Micros(_time)));
        var pages = new CandlePages();
        var cursor = grid.End;
        var recentFrom = series.Timeframe.OpenOf(server.Earliest(Clock.Micros(_time))) - (RecentCandles * series.Timeframe.Length);
        while (cursor > grid.First)
        {
            var wanted = (int)Math.Min(CandlesPerRequest, (cursor - grid.First) / series.Timeframe.Length);
            var recent = cursor - (wanted * series.Timeframe.Length) >= recentFrom;
            var request = OkxRequests.CandlesBefore(series, recent, cursor, wanted);
            var before = cursor;
            var oldest = await _http.GetConfirmedAsync(request, data => AddPage(pages, data, series.Timeframe, before), page => page is null, cancellation);
            if (oldest is { } next)
            {
                cursor = next;
            }
            else if (recent)
            {
                // Empty there may mean: too far back. Only the whole history says that there is no more.
                recentFrom = long.MaxValue;
            }
            else
            {
                break;
            }
        }

        return pages.In(range);
    }

    public async Task<IReadOnlyList<Tick>> GetTradesAsync(Symbol symbol, long afterId, int limit, CancellationToken cancellation) =>
        await new OkxTrades(_http, symbol).AfterAsync(afterId, limit, cancellation);

    public async Task<ExchangeInstrument?> GetInstrumentAsync(Symbol symbol, CancellationToken cancellation)
    {
        try
        {
            return await _http.GetConfirmedAsync(OkxRequests.Instrument(symbol), data => OkxAnswers.Instrument(data, symbol), found => found is null, cancellation);
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

    /// <returns>The open time of the oldest candle; null for an empty page.</returns>
    private static long? AddPage(CandlePages pages, ReadOnlySpan<byte> data, Timeframe timeframe, long before)
    {
        var page = OkxAnswers.Candles(data, timeframe);
        pages.Add(page, new TimeRange(long.MinValue, before));
        return page.Count == 0 ? null : page.Min(candle => candle.OpenTime);
    }
}
