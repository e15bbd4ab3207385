namespace ActorTrading.Market.Quality;

/// <summary>How much a finding matters. The numbers are stored.</summary>
public enum FindingSeverity : byte
{
    /// <summary>Worth knowing; the data can be used as they are.</summary>
    Info = 1,

    /// <summary>Unusual: a person should look.</summary>
    Warning = 2,

    /// <summary>Wrong: the row must not be used.</summary>
    Error = 3,
}
