using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Simulated;

public sealed class SeedTest
{
    [Fact]
    public void FirstChoices_OfNeighbouringSeeds_HaveNothingInCommon()
    {
        var choices = Enumerable.Range(1, 1000).Select(seed =>
        {
            using var simulation = new Simulation(seed);
            return (First: simulation.Random.Next(2), Second: simulation.Random.Next(10));
        }).ToList();

        Assert.InRange(choices.Count(c => c.First == 0), 400, 600);
        Assert.All(Enumerable.Range(0, 10), n => Assert.InRange(choices.Count(c => c.Second == n), 50, 150));
    }
}
