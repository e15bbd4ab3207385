using ActorTrading.Market.Candles;
using ActorTrading.Market.Indicators;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>Indicators of every final candle.</summary>
internal sealed class IndicatorRows(MarketDatabase database) : IDerivedRows
{
    public Task<long?> FirstStaleAsync(SeriesId series, long from, CancellationToken cancellationToken) => database.Indicators.FirstStaleAsync(series, from, cancellationToken);

    public Task DeleteFromAsync(SeriesId series, long openTime, CancellationToken cancellationToken) => database.Indicators.DeleteFromAsync(series, openTime, cancellationToken);

    public Task<Anchor?> AnchorBeforeAsync(SeriesId series, long openTime, CancellationToken cancellationToken) =>
        database.Anchors.LatestAsync(IndicatorTable.Anchors, series, openTime, cancellationToken);

    public IDerivedComputation Begin(SeriesId series) => new Run(database, series);

    private sealed class Run(MarketDatabase database, SeriesId series) : IDerivedComputation
    {
        private readonly IndicatorSet _indicators = new(series.Timeframe);
        private readonly double[] _row = new double[IndicatorCatalog.All.Count];
        private readonly List<IndicatorRow> _waiting = [];

        public int Seen => _indicators.Seen;

        public int Waiting => _waiting.Count;

        public void Add(in Candle candle, bool isKept)
        {
            // A damaged candle has a row without values, and the series goes on without it.
            if (candle.Bar.IsSound)
            {
                _indicators.Add(candle.Bar, _row);
            }
            else
            {
                Array.Fill(_row, double.NaN);
            }

            if (isKept)
            {
                _waiting.Add(IndicatorColumns.Pick(candle, _row));
            }
        }

        public void Save(BinaryWriter writer) => _indicators.Save(writer);

        public void Load(BinaryReader reader) => _indicators.Load(reader);

        public async Task StoreAsync(IReadOnlyList<Anchor> anchors, CancellationToken cancellationToken)
        {
            await database.Indicators.UpsertAsync(series, _waiting, anchors, cancellationToken);
            _waiting.Clear();
        }
    }
}
