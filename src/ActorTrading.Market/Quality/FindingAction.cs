namespace ActorTrading.Market.Quality;

/// <summary>What is done about a finding. The numbers are stored.</summary>
public enum FindingAction : byte
{
    /// <summary>Kept as it is and noted.</summary>
    Keep = 0,

    /// <summary>The row is left out.</summary>
    Drop = 1,

    /// <summary>To be fetched again from the exchange.</summary>
    Refetch = 2,

    /// <summary>Was fetched again and is right now.</summary>
    Repaired = 3,
}
