namespace ActorTrading.Actors.Tests.Simulated;

/// <summary>What the actors of one persistence id were told, over all their incarnations.</summary>
internal sealed class PersistenceLedger
{
    /// <summary>Events whose handler ran, by sequence number.</summary>
    public SortedDictionary<long, string> Acknowledged { get; } = [];

    public SortedDictionary<long, string> Rejected { get; } = [];

    /// <summary>Events that must be stored together or not at all.</summary>
    public List<string[]> Groups { get; } = [];

    public List<string> Errors { get; } = [];

    public int LastCommand { get; set; } = -1;

    public int Recoveries { get; set; }
}
