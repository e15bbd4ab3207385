using System.Runtime.CompilerServices;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// An exchange as it trades. It goes on behind the last trade stored, so that a restart neither loses nor doubles one. A symbol that begins, or was away for long, gets
/// one-minute candles up to a full minute and trades from there on: the seam lies between two bars.
/// </summary>
public sealed class ExchangeFeed : IResumingFeed
{
    private const int LatestTries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConnectionManager _connections;
    private readonly IExchangeClient _client;
    private readonly ExchangeFeedOptions _options;
    private readonly TimeProvider _time;

    public ExchangeFeed(ConnectionManager connections, IExchangeClient client, ExchangeFeedOptions options, TimeProvider time)
    {
        _connections = connections;
        _client = client;
        _options = options;
        _time = time;
        Symbols = [.. options.Symbols.Order()];
        Name = options.HasTrades ? $"exchange:{connections.Exchange}" : $"exchange:{connections.Exchange}:{Timeframe.M1}";
    }

    /// <summary><c>exchange:</c> and the exchange's name, with <c>:1m</c> for candles.</summary>
    public string Name { get; }

    public bool IsSimulated => false;

    public IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>Goes on with what comes next, as nothing is known but the number of rows.</summary>
    public IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, long> positions, CancellationToken cancellation) =>
        ReadAsync(positions.ToDictionary(p => p.Key, p => new StoredRows(p.Value, default)), cancellation);

    public async IAsyncEnumerable<MarketBatch> ReadAsync(
        IReadOnlyDictionary<Symbol, StoredRows> stored, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = Symbols.ToDictionary(s => s, s => new FeedLine(s, Name, _options, stored.GetValueOrDefault(s), Now));
        await using var updates = _connections.ReadAsync(Request(lines.Values), cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            var next = updates.MoveNextAsync();
            if (!next.IsCompleted)
            {
                // Nothing more is at hand: what is there goes on.
                foreach (var line in lines.Values)
                {
                    if (line.TakeBatch() is { } rest)
                    {
                        yield return rest;
                    }
                }
            }

            if (!await next)
            {
                yield break;
            }

            var full = lines[SymbolOf(updates.Current)];
            if (full.Add(updates.Current) is { } bars)
            {
                foreach (var batch in full.Begin(await BarsAsync(full.Symbol, bars, cancellation)))
                {
                    yield return batch;
                }
            }

            if (full.IsFull && full.TakeBatch() is { } whole)
            {
                yield return whole;
            }
        }
    }

    private long Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static Symbol SymbolOf(LiveUpdate update) => update switch
    {
        LiveTrade trade => trade.Symbol,
        LiveCandle candle => candle.Series.Symbol,
        _ => throw new ArgumentException($"No rule for {update.GetType().Name}.", nameof(update)),
    };

    private LiveRequest Request(IEnumerable<FeedLine> lines) => _options.HasTrades
        ? new LiveRequest
        {
            Subscriptions = [.. lines.Select(l => StreamSubscription.Trades(l.Symbol))],
            TradesAfter = lines.Where(l => l.ResumesAfter is not null).ToDictionary(l => l.Symbol, l => l.ResumesAfter!.Value),
        }
        : new LiveRequest
        {
            Subscriptions = [.. lines.Select(l => new StreamSubscription(l.Symbol, Timeframe.M1))],
            CandlesAfter = lines.ToDictionary(l => new SeriesId(l.Symbol, Timeframe.M1), l => l.BarsFrom - Timeframe.M1.Length),
        };

    /// <summary>
    /// The closed minutes of a range. Asked again as long as the exchange cannot be reached, trades wait meanwhile; and for a while as long as the last minute is not
    /// there, as it has only just closed.
    /// </summary>
    private async Task<IReadOnlyList<Bar>> BarsAsync(Symbol symbol, TimeRange range, CancellationToken cancellation)
    {
        for (var late = 0; ; late++)
        {
            try
            {
                var candles = await _client.GetCandlesAsync(new SeriesId(symbol, Timeframe.M1), range, cancellation);
                if (late == LatestTries || range.IsEmpty || (candles.Count > 0 && candles[^1] is { IsFinal: true } last && last.OpenTime == range.To - Timeframe.M1.Length))
                {
                    return [.. candles.Where(c => c.IsFinal).Select(c => c.Bar)];
                }
            }
            catch (ExchangeException passing) when (passing.Failure is not (ExchangeFailure.Refused or ExchangeFailure.UnknownInstrument))
            {
                late--;
            }

            await Task.Delay(Pause, _time, cancellation);
        }
    }
}
