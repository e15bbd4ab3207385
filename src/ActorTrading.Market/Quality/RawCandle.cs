namespace ActorTrading.Market.Quality;

/// <summary>A row as its source wrote it, its fields under one set of names; null where a field is not there.</summary>
public sealed record RawCandle
{
    /// <summary>s, ms or µs since the Unix epoch, told apart by magnitude; or a date and time in ISO 8601, UTC where no offset is given.</summary>
    public string? OpenTime { get; init; }

    public string? Open { get; init; }

    public string? High { get; init; }

    public string? Low { get; init; }

    public string? Close { get; init; }

    public string? Volume { get; init; }

    public string? QuoteVolume { get; init; }

    /// <summary>The part of the volume whose taker bought.</summary>
    public string? BuyVolume { get; init; }

    public string? Trades { get; init; }

    /// <summary>1, 0, true or false.</summary>
    public string? IsFinal { get; init; }
}
