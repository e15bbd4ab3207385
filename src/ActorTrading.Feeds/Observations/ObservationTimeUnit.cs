namespace ActorTrading.Feeds.Observations;

/// <summary>How a source writes times.</summary>
public enum ObservationTimeUnit
{
    /// <summary>Seconds since the Unix epoch.</summary>
    S,

    /// <summary>Milliseconds since the Unix epoch.</summary>
    Ms,

    /// <summary>Microseconds since the Unix epoch.</summary>
    Us,

    /// <summary>A date or date and time in ISO 8601; UTC where it names no offset.</summary>
    Iso,
}
