using System.Collections.Concurrent;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Tests.Backfill;

/// <summary>An exchange in memory whose candles are a function of their time, and whose answers a test may spoil.</summary>
internal sealed class ScriptedExchange(TimeProvider time) : IExchangeClient
{
    private readonly ConcurrentQueue<(SeriesId Series, TimeRange Window)> _asked = [];
    private int _inVain;
    private int _instrumentsAsked;

    public string Name => "okx";

    public CandleSource Source => CandleSource.Okx;

    public int CandlesPerRequest { get; init; } = 300;

    public ExchangeStatistics Statistics => new(_asked.Count, 0, 0, 0, TimeSpan.Zero);

    public long? ListedAt { get; init; }

    public bool Knows { get; init; } = true;

    /// <summary>It answers nothing at all.</summary>
    public bool IsAway { get; set; }

    /// <summary>Everything that it was asked while it was away.</summary>
    public int InVain => _inVain;

    /// <summary>What it has no candles for.</summary>
    public IReadOnlyList<TimeRange> Outages { get; set; } = [];

    /// <summary>Called before each answer with its number from 1 on; what it throws is the answer.</summary>
    public Func<int, TimeRange, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Changes an answer.</summary>
    public Func<int, IReadOnlyList<Candle>, IReadOnlyList<Candle>> Spoil { get; set; } = (_, rows) => rows;

    public IReadOnlyList<(SeriesId Series, TimeRange Window)> Asked => [.. _asked];

    public int InstrumentsAsked => _instrumentsAsked;

    public static ExchangeException Failed(ExchangeFailure failure = ExchangeFailure.Unreachable, TimeSpan? retryAfter = null) =>
        new(failure, "okx", "okx did not answer: try again later", retryAfter);

    public static Candle Made(SeriesId series, long openTime)
    {
        var n = openTime / series.Timeframe.Length;
        var open = (1000 + (n % 97)) * Fixed.One;
        var close = (1000 + ((n + 1) % 97)) * Fixed.One;
        return new Candle(
            new Bar(openTime, open, Math.Max(open, close) + 5, Math.Min(open, close) - 5, close, (1 + (n % 11)) * Fixed.One, 0, 1000 + (n % 7), 0),
            CandleSource.Okx);
    }

    /// <summary>Everything it has that is closed.</summary>
    public IReadOnlyList<Candle> Truth(SeriesId series, TimeRange range)
    {
        var candles = new List<Candle>();
        var length = series.Timeframe.Length;
        var end = Math.Min(range.To, series.Timeframe.OpenOf(Now));
        for (var t = series.Timeframe.OpenOf(range.From + length - 1); t < end; t += length)
        {
            if (t + length > (ListedAt ?? 0) && !Outages.Any(o => o.Contains(t)))
            {
                candles.Add(Made(series, t));
            }
        }

        return candles;
    }

    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        FailIfAway();
        _asked.Enqueue((series, range));
        var number = _asked.Count;
        await Before(number, range, cancellation);
        return Spoil(number, Truth(series, range));
    }

    public Task<IReadOnlyList<Tick>> GetTradesAsync(Symbol symbol, long afterId, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ExchangeInstrument?> GetInstrumentAsync(Symbol symbol, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _instrumentsAsked);
        FailIfAway();
        return Task.FromResult(Knows ? new ExchangeInstrument(new Instrument(symbol), ListedAt, IsTrading: true) : null);
    }

    public Task<TimeSpan> GetClockOffsetAsync(CancellationToken cancellation)
    {
        FailIfAway();
        return Task.FromResult(TimeSpan.Zero);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private void FailIfAway()
    {
        if (IsAway)
        {
            Interlocked.Increment(ref _inVain);
            throw Failed();
        }
    }
}
