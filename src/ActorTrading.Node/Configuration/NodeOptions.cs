namespace ActorTrading.Node.Configuration;

/// <summary>
/// All settings of a node, checked. <c>reference.conf</c> documents each with unit, range and default; get one by
/// <see cref="NodeConfiguration.Load"/>.
/// </summary>
public sealed record NodeOptions
{
    /// <summary>Folder for everything the node writes; as configured, that is possibly relative to the working directory.</summary>
    public required string DataDirectory { get; init; }

    public required LogOptions Log { get; init; }

    public required HttpOptions Http { get; init; }

    public required FeedOptions Feed { get; init; }

    public required MarketOptions Market { get; init; }

    public required QualityOptions Quality { get; init; }

    public required ForecastOptions Forecast { get; init; }

    public required ModelOptions Models { get; init; }

    public required TrainingOptions Training { get; init; }

    public required JournalOptions Journal { get; init; }

    public required DatabaseOptions Database { get; init; }

    public required SyncOptions Sync { get; init; }

    public required ScheduleOptions Schedule { get; init; }

    public required ExchangeOptions Okx { get; init; }

    public required ExchangeOptions Binance { get; init; }

    /// <summary>External series, by name.</summary>
    public required IReadOnlyList<SeriesOptions> Series { get; init; }

    /// <summary>The full path of a file that is set relative to <see cref="DataDirectory"/>.</summary>
    public string InDataDirectory(string file) => Path.GetFullPath(Path.Combine(DataDirectory, file));
}
