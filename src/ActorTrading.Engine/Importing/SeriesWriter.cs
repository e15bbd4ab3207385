using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>Gathers candles of one series and stores them in large batches; what was stored stays if a later batch fails.</summary>
/// <param name="database">Null for a dry run.</param>
internal sealed class SeriesWriter(MarketDatabase? database, SeriesId series, CandleSource source)
{
    private const int Batch = 50_000;

    private readonly Candle[] _candles = new Candle[Batch];
    private int _count;

    public UpsertResult Result { get; private set; } = new(0, 0, 0, 0, []);

    public ValueTask AddAsync(Bar bar, CancellationToken cancellationToken)
    {
        _candles[_count++] = new Candle(bar, source);
        return _count < Batch ? ValueTask.CompletedTask : new ValueTask(FlushAsync(cancellationToken));
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var batch = _candles.AsMemory(0, _count);
        _count = 0;
        if (batch.IsEmpty)
        {
            return;
        }

        var last = database is null ? new UpsertResult(batch.Length, 0, 0, 0, []) : await database.Candles.UpsertAsync(series, batch, cancellationToken);
        Result = new UpsertResult(Result.Inserted + last.Inserted, Result.Revised + last.Revised, Result.Unchanged + last.Unchanged, Result.Outranked + last.Outranked, [])
        {
            Updated = Result.Updated + last.Updated,
        };
    }
}
