using ActorTrading.Feeds.Observations;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>Brings an external series from its source into the database.</summary>
internal static class SeriesFetcher
{
    /// <param name="database">Null: fetch and judge only.</param>
    /// <exception cref="ObservationException">The source cannot be reached or is no series.</exception>
    /// <exception cref="Storage.StorageException">The database refused.</exception>
    public static async Task<(ObservationFetch Fetch, ObservationAdded? Added)> FetchAsync(
        SeriesOptions series, MarketDatabase? database, TimeProvider time, CancellationToken cancellationToken)
    {
        var fetch = await new ObservationSource(series.Source, time).FetchAsync(cancellationToken);
        long? revisedAt = series.Source.KnownField.Length == 0 ? fetch.FetchedAt : null;
        return (fetch, database is null ? null : await database.Observations.AddAsync(series.Source.Series, fetch.Observations, revisedAt, cancellationToken));
    }
}
