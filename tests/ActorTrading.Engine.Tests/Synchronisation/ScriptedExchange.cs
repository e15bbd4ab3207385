using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Tests.Synchronisation;

/// <summary>An exchange whose candles are given, that answers at the moment the test says.</summary>
internal sealed class ScriptedExchange(TimeProvider clock) : IExchangeClient
{
    private readonly SortedDictionary<long, Candle> _candles = [];

    public string Name => "okx";

    public CandleSource Source => CandleSource.Okx;

    public int CandlesPerRequest { get; init; } = 300;

    public ExchangeStatistics Statistics => new(Requests.Count, 0, 0, 0, TimeSpan.Zero);

    public List<TimeRange> Requests { get; } = [];

    /// <summary>Asked before each answer: may wait, may throw.</summary>
    public Func<TimeRange, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Asked between reading the answer and giving it.</summary>
    public Func<Task> OnTheWay { get; set; } = () => Task.CompletedTask;

    /// <summary>What it would answer about everything that has closed by now.</summary>
    public Candle[] Truth(Timeframe timeframe)
    {
        lock (_candles)
        {
            return [.. _candles.Values.Where(c => c.OpenTime + timeframe.Length <= Now)];
        }
    }

    public void Publish(Candle candle)
    {
        lock (_candles)
        {
            _candles[candle.OpenTime] = candle;
        }
    }

    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        lock (Requests)
        {
            Requests.Add(range);
        }

        await Before(range);
        Candle[] answer = [.. Truth(series.Timeframe).Where(c => range.Contains(c.OpenTime))];
        await OnTheWay();
        return answer;
    }

    public Task<IReadOnlyList<Tick>> GetTradesAsync(Symbol symbol, long afterId, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Tick>>([]);

    public Task<ExchangeInstrument?> GetInstrumentAsync(Symbol symbol, CancellationToken cancellation) => Task.FromResult<ExchangeInstrument?>(null);

    public Task<TimeSpan> GetClockOffsetAsync(CancellationToken cancellation) => Task.FromResult(TimeSpan.Zero);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long Now => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
