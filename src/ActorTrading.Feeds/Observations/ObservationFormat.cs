namespace ActorTrading.Feeds.Observations;

/// <summary>How a source writes its series.</summary>
public enum ObservationFormat
{
    /// <summary>Lines of comma separated columns, the first naming them.</summary>
    Csv,

    /// <summary>An array of objects or of arrays somewhere in a JSON document.</summary>
    Json,

    /// <summary>The fear and greed index as alternative.me answers: JSON, values from 0 to 100.</summary>
    FearGreed,
}
