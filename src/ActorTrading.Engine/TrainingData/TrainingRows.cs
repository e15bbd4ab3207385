using ActorTrading.Engine.MarketData;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Features;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.TrainingData;

/// <summary>Features of every final candle; their labels come later.</summary>
internal sealed class TrainingRows(MarketDatabase database) : IDerivedRows
{
    public Task<long?> FirstStaleAsync(SeriesId series, long from, CancellationToken cancellationToken) =>
        database.Training.FirstStaleAsync(series, FeatureJson.Schema, from, cancellationToken);

    public Task DeleteFromAsync(SeriesId series, long openTime, CancellationToken cancellationToken) =>
        database.Training.DeleteFromAsync(series, FeatureJson.Schema, openTime, cancellationToken);

    public Task<Anchor?> AnchorBeforeAsync(SeriesId series, long openTime, CancellationToken cancellationToken) =>
        database.Anchors.LatestAsync(TrainingTable.AnchorsOf(FeatureJson.Schema), series, openTime, cancellationToken);

    public IDerivedComputation Begin(SeriesId series) => new Run(database, series);

    private sealed class Run(MarketDatabase database, SeriesId series) : IDerivedComputation
    {
        private readonly FeatureEngine _features = new(series.Timeframe);
        private readonly double[] _row = new double[FeatureEngine.Schema.Count];
        private readonly List<TrainingRow> _waiting = [];

        public int Seen => _features.Seen;

        public int Waiting => _waiting.Count;

        public void Add(in Candle candle, bool isKept)
        {
            // A damaged candle has a row without features, and the series goes on without it.
            var isWarm = candle.Bar.IsSound && _features.Add(candle.Bar, _row);
            if (isKept)
            {
                // A row that is warming up is stored too: it tells that its candle has been seen.
                _waiting.Add(TrainingRow.Of(
                    candle.OpenTime + series.Timeframe.Length, candle.Revision, candle.Bar.Close, FeatureJson.Schema, isWarm ? FeatureJson.Write(_row) : null));
            }
        }

        public void Save(BinaryWriter writer) => _features.Save(writer);

        public void Load(BinaryReader reader) => _features.Load(reader);

        public async Task StoreAsync(IReadOnlyList<Anchor> anchors, CancellationToken cancellationToken)
        {
            await database.Training.UpsertAsync(series, FeatureJson.Schema, _waiting, anchors, cancellationToken);
            _waiting.Clear();
        }
    }
}
