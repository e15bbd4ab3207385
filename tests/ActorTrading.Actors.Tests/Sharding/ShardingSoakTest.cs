using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>
/// The sharding protocol under random messages, assignments, revocations, passivations, crashes, and a journal and a placement that fail. Always:
/// one incarnation per entity, each message delivered once or a dead letter, remembered entities alive in the end, no hand-off that hangs.
/// </summary>
public sealed class ShardingSoakTest
{
    private const string AllTrouble = "note note note note note note passivate passivate crash stop stubborn slow";
    private const string NoTrouble = "note note note note passivate slow";

    private static readonly SimulationOptions Failing = new()
    {
        LateWakeUps = 0.02,
        ActorFailures = 0.001,
        MayFail = static path => path.Elements is ["system", "sharding", _, ..],
    };

    private static readonly SimulationOptions Late = new() { LateWakeUps = 0.02 };

    [Fact]
    public void OneNode_WithCrashes_KeepsItsPromises_AndTheOrder()
    {
        var report = Soak.Run(1000, static sim => _ = new SoakRun(sim, nodes: 1, AllTrouble).Drive(), Failing);

        Assert.Equal(report.Seeds, report.DistinctTraces);
    }

    [Fact]
    public void TwoNodes_WithCrashes_KeepTheirPromises()
    {
        var report = Soak.Run(1000, static sim => _ = new SoakRun(sim, nodes: 2, AllTrouble).Drive(), Failing);

        Assert.Equal(report.Seeds, report.DistinctTraces);
    }

    [Fact]
    public void WithoutCrashes_EveryMessageIsDelivered()
    {
        var report = Soak.Run(1000, static sim => Assert.Equal(0, new SoakRun(sim, nodes: (sim.Seed % 2) + 1, NoTrouble).Drive()), Late);

        Assert.Equal(report.Seeds, report.DistinctTraces);
    }
}
