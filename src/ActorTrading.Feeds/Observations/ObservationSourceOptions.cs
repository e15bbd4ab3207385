using ActorTrading.Market.Observations;

namespace ActorTrading.Feeds.Observations;

/// <summary>Where an external series comes from and how its rows are read.</summary>
public sealed record ObservationSourceOptions
{
    public required ObservationSeriesId Series { get; init; }

    public required ObservationFormat Format { get; init; }

    /// <summary>An http(s) address, or the path of a file.</summary>
    public required string Location { get; init; }

    /// <summary>JSON: names on the way to the array, joined by dots; empty where the document is the array.</summary>
    public string Items { get; init; } = "";

    /// <summary>Column, JSON name, or position in an array from 0.</summary>
    public string TimeField { get; init; } = "time";

    /// <inheritdoc cref="TimeField"/>
    public string ValueField { get; init; } = "value";

    /// <summary>The field that says since when the value is known, in the same unit; empty where the source does not tell.</summary>
    public string KnownField { get; init; } = "";

    public ObservationTimeUnit TimeUnit { get; init; } = ObservationTimeUnit.S;

    /// <summary>Where the source does not tell: how long after its event time a value of the past counts as known. From 0. Default a day.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromDays(1);

    /// <summary>For one attempt, connecting and reading included. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first one fails. Default 3; from 0.</summary>
    public int MaxRetryAttempts { get; init; } = 3;

    /// <summary>Before the first retry; doubles from one to the next. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A longer answer or file is refused. Default 32 MiB.</summary>
    public int MaxBytes { get; init; } = 32 << 20;
}
