namespace ActorTrading.Engine.Ingest;

/// <summary>How hard a feed may push.</summary>
public sealed record IngestOptions
{
    /// <summary>Batches under way over all symbols; the feed waits beyond. Default 256.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>Batches under way per symbol. Default 2: one being stored, one waiting.</summary>
    public int MaxInFlightPerSymbol { get; init; } = 2;

    /// <summary>How long to wait for an acknowledgement before the batch is delivered again. Default 30 s.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Deliveries of one batch before the stream gives up. Default 200: with pauses of up to 5 s, a quarter of an hour of a journal that is away.
    /// </summary>
    public int MaxAttempts { get; init; } = 200;
}
