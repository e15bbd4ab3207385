using ActorTrading.Market.Candles;
using ActorTrading.Market.Observations;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>A series as it can be seen at a moment.</summary>
/// <param name="Stored">Null where nothing was ever fetched.</param>
/// <param name="Current">The value in force; null where nothing was known by then.</param>
/// <param name="Age">Of its event; null without a value.</param>
internal sealed record SeriesState(SeriesOptions Options, ObservationSummary? Stored, Observation? Current, TimeSpan? Age)
{
    /// <summary>Without a value there is nothing that could be used either.</summary>
    public bool IsStale => Age is null || Age > Options.StaleAfter;

    /// <summary>Every series of the settings.</summary>
    public static async Task<IReadOnlyList<SeriesState>> AllAsync(
        IReadOnlyList<SeriesOptions> series, MarketDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var stored = (await database.Observations.SummariesAsync(cancellationToken)).ToDictionary(s => s.Series);
        var states = new List<SeriesState>();
        foreach (var options in series)
        {
            var summary = stored.GetValueOrDefault(options.Source.Series);
            var history = new ObservationHistory(summary is null
                ? []
                : await database.Observations.ReadAsync(options.Source.Series, new TimeRange(long.MinValue, long.MaxValue), cancellationToken));
            var current = history.At(now);
            states.Add(new SeriesState(options, summary, current, current is { } value ? ObservationHistory.Age(value, now) : null));
        }

        return states;
    }
}
