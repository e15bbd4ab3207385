using ActorTrading.Market.Candles;
using ActorTrading.Market.Observations;

namespace ActorTrading.Storage.MarketData;

/// <summary>External series, every version of every value with the time since which it was known. Nothing is ever overwritten: what was believed at any moment stays readable.</summary>
public sealed class ObservationTable
{
    private const string Read = "read observations of";
    private const string Columns = "event_time AS EventTime, known_at AS KnownAt, value AS Value";
    private const string OfSeries = "FROM external_observations WHERE source = @Source AND series = @Name";

    private const string Insert = """
        INSERT INTO external_observations (source, series, event_time, known_at, value) VALUES (@Source, @Name, @EventTime, @KnownAt, @Value)
        ON CONFLICT (source, series, event_time, known_at) DO NOTHING
        """;

    private readonly MarketDatabase _database;

    internal ObservationTable(MarketDatabase database) => _database = database;

    /// <summary>Stores what is new, in one transaction; doing it again changes nothing.</summary>
    /// <param name="revisedAt">
    /// Since when a value that differs from the stored one counts as known, µs: the time of fetching, because nobody knew the correction
    /// before. Null where the source itself says since when each version is known.
    /// </param>
    /// <exception cref="StorageException">The database refused or cannot be reached.</exception>
    public Task<ObservationAdded> AddAsync(ObservationSeriesId series, IReadOnlyList<Observation> observations, long? revisedAt, CancellationToken cancellationToken) =>
        observations.Count == 0
            ? Task.FromResult(new ObservationAdded(0, 0, 0))
            : _database.WriteAsync("store observations in", session => AddAsync(session, series, observations, revisedAt), cancellationToken);

    /// <summary>All versions of the values whose event time is in the range, by event time, then by known-at.</summary>
    public async Task<IReadOnlyList<Observation>> ReadAsync(ObservationSeriesId series, TimeRange events, CancellationToken cancellationToken) =>
        await _database.ReadAsync(Read, session => ReadAsync(session, series, events), cancellationToken);

    /// <summary>All series, by source and name.</summary>
    public async Task<IReadOnlyList<ObservationSummary>> SummariesAsync(CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(
            Read,
            session => session.QueryAsync<SummaryRow>(
                """
                SELECT source AS Source, series AS Name, count(*) AS Count, min(event_time) AS First, max(event_time) AS Last, max(known_at) AS LastKnownAt
                FROM external_observations GROUP BY source, series
                """),
            cancellationToken);
        return [.. rows.Select(r => new ObservationSummary(new ObservationSeriesId(r.Source, r.Name), r.Count, r.First, r.Last, r.LastKnownAt)).OrderBy(r => r.Series)];
    }

    private static async Task<ObservationAdded> AddAsync(MarketSession session, ObservationSeriesId series, IReadOnlyList<Observation> observations, long? revisedAt)
    {
        var events = new TimeRange(observations.Min(o => o.EventTime), observations.Max(o => o.EventTime) + 1);
        var latest = new Dictionary<long, Observation>();
        foreach (var stored in await ReadAsync(session, series, events))
        {
            latest[stored.EventTime] = stored;
        }

        var (inserted, revised) = (0L, 0L);
        foreach (var given in observations.OrderBy(o => o.KnownAt))
        {
            var isKnown = latest.TryGetValue(given.EventTime, out var before);
            if (isKnown && before.Value.Equals(given.Value))
            {
                continue;
            }

            // A second look in the same µs must not find the key taken.
            var version = isKnown && revisedAt is { } at ? given with { KnownAt = Math.Max(at, before.KnownAt + 1) } : given;
            var added = await session.ExecuteAsync(Insert, new { series.Source, series.Name, version.EventTime, version.KnownAt, version.Value });
            inserted += isKnown ? 0 : added;
            revised += isKnown ? added : 0;
            if (!isKnown || version.KnownAt > before.KnownAt)
            {
                latest[given.EventTime] = version;
            }
        }

        return new ObservationAdded(inserted, revised, observations.Count - inserted - revised);
    }

    private static async Task<IReadOnlyList<Observation>> ReadAsync(MarketSession session, ObservationSeriesId series, TimeRange events) =>
        [.. (await session.QueryAsync<Row>(
            $"SELECT {Columns} {OfSeries} AND event_time >= @From AND event_time < @To ORDER BY event_time, known_at",
            new { series.Source, series.Name, events.From, events.To })).Select(r => new Observation(r.EventTime, r.KnownAt, r.Value))];

    private sealed record Row(long EventTime, long KnownAt, double Value);

    // Without a row SQLite does not know the type of a computed column, so the row cannot be asked for by a constructor.
    private sealed record SummaryRow
    {
        public string Source { get; init; } = "";

        public string Name { get; init; } = "";

        public long Count { get; init; }

        public long First { get; init; }

        public long Last { get; init; }

        public long LastKnownAt { get; init; }
    }
}
