using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Simulated;

public sealed class SoakTest
{
    [Fact]
    public void FirstFailingSeed_IsNamed_WithItsCauseAndHowToRunItAgain()
    {
        var ran = new List<int>();

        var error = Assert.Throws<SimulationException>(() => Soak.Run(50, sim =>
        {
            ran.Add(sim.Seed);
            sim.Note("about to look");
            Assert.True(sim.Seed < 7, "seven or more");
        }));

        Assert.Equal(7, error.Seed);
        Assert.Equal(Enumerable.Range(1, 7), ran);
        Assert.Contains("seven or more", error.InnerException!.Message);
        Assert.Contains("SIMULATION_SEED=7", error.Message);
        Assert.Contains("note: about to look", error.Message);
    }

    [Fact]
    public void AsyncScenarios_AreRunToTheirEnd()
    {
        var done = 0;

        var report = Soak.Run(10, async sim =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(sim.Random.Next(1, 1_000_000)), sim.Clock);
            done++;
        });

        Assert.Equal(10, done);
        Assert.Equal(new SoakReport(10, 10), report);
    }
}
