using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class ReferenceDriftDetectorTests
{
    [Theory]
    [InlineData(ReferenceTest.KolmogorovSmirnov)]
    [InlineData(ReferenceTest.PopulationStability)]
    public void Add_SlowCreep_AddsUp(ReferenceTest test)
    {
        var random = new Random(1);
        var detector = new ReferenceDriftDetector(new() { Test = test });

        var found = Enumerable.Range(0, 10_000).FirstOrDefault(i => detector.Add(Samples.Normal(random) + Math.Max(0, (i - 3000) / 3000.0)) == DriftState.Drift);

        Assert.InRange(found, 3400, 6000);
        Assert.False(detector.HasReference);
    }

    [Fact]
    public void Add_Block_HasTheStatisticOfTheTest()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 300).Select(_ => Samples.Normal(random))];
        var ks = new ReferenceDriftDetector(new() { Reference = 200, Block = 100 });
        var psi = new ReferenceDriftDetector(new() { Reference = 200, Block = 100, Test = ReferenceTest.PopulationStability, Bins = 5 });
        foreach (var value in values)
        {
            ks.Add(value);
            psi.Add(value);
        }

        Assert.Equal(KolmogorovSmirnov.TwoSample(values.AsSpan(0, 200), values.AsSpan(200)).Statistic, ks.Statistic, 12);
        Assert.Equal(PopulationStability.Fit(values.AsSpan(0, 200), 5).Index(values.AsSpan(200)), psi.Statistic, 12);
    }

    [Fact]
    public void Add_BetweenTheLimits_Warns()
    {
        var detector = new ReferenceDriftDetector(new() { Reference = 100, Block = 100, Warning = 0.05, Drift = 1e-9 });
        for (var i = 0; i < 100; i++)
        {
            detector.Add(i);
        }

        // Shifted by 20 of 100: D = 0.2, p = 0.0369 (exact, two samples of 100).
        var states = Enumerable.Range(0, 100).Select(i => detector.Add(i + 20)).ToArray();

        Assert.Equal(DriftState.Warning, states[^1]);
        Assert.All(states[..^1], s => Assert.Equal(DriftState.None, s));
        Assert.Equal(0.2, detector.Statistic, 12);
    }
}
