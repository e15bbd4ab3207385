using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class KswinTests
{
    [Fact]
    public void Add_SpreadGrows_IsSeenThoughTheMeanStays()
    {
        var random = new Random(1);
        var window = new Kswin(new() { Alpha = 1e-6, Window = 400, Recent = 100 });
        for (var i = 0; i < 800; i++)
        {
            Assert.Equal(DriftState.None, window.Add(0.2 * Samples.Normal(random)));
        }

        var delay = 1;
        while (window.Add(3 * Samples.Normal(random)) != DriftState.Drift)
        {
            delay++;
        }

        Assert.InRange(delay, 5, 150);
        Assert.Equal(100, window.Count);
    }

    [Fact]
    public void Add_WindowNotFull_SaysNothing()
    {
        var window = new Kswin();

        Assert.All(Enumerable.Range(0, 99), i => Assert.Equal(DriftState.None, window.Add(i < 70 ? 0 : 1)));
        Assert.Equal(DriftState.Drift, window.Add(1));
    }

    [Fact]
    public void Add_OtherSeed_DrawsOtherValues()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => Samples.Normal(random))];
        var (a, b) = (new Kswin(), new Kswin(new() { Seed = 2 }));

        Assert.NotEqual(values.Select(a.Add), values.Select(b.Add));
    }

    [Fact]
    public void Validate_RecentOverHalfTheWindow_IsRefused() =>
        Assert.Contains("Recent is 51", Assert.Throws<ArgumentOutOfRangeException>(() => new Kswin(new() { Recent = 51 })).Message, StringComparison.Ordinal);
}
