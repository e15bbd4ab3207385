namespace ActorTrading.Benchmarks.Reporting;

/// <summary>One measured number beside what it should be and what others reach.</summary>
/// <param name="Name">Stable, for machines.</param>
/// <param name="Value">Higher is better, except where the unit is s or bytes, or the name says log-loss or drift.</param>
/// <param name="Goal">Null where there is only a peer to compare with.</param>
/// <param name="Peer">Who reaches <paramref name="PeerValue"/>, and under which conditions; null for none.</param>
public sealed record Figure(string Name, double Value, string Unit, double? Goal = null, string? Peer = null, double? PeerValue = null);
