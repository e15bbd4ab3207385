namespace ActorTrading.Actors.TestKit.Simulated;

/// <param name="Seeds">Seeds run, all of them well.</param>
/// <param name="DistinctTraces">Different courses among them.</param>
public sealed record SoakReport(int Seeds, int DistinctTraces);
