using ActorTrading.Feeds.Simulated;

namespace ActorTrading.Feeds.Tests.Simulated;

public sealed class NoiseTests
{
    // Wichura (1988) gives the first three as check values of AS 241; the others are in any table.
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    public void NormalQuantile_PublishedValues_Match(double p, double z) => Assert.Equal(z, Noise.NormalQuantile(p), 1e-14);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.96, 0.02499789514822043)]
    [InlineData(3, 0.9986501019683699)]
    public void NormalCdf_PublishedValues_Match(double x, double p) => Assert.Equal(p, Noise.NormalCdf(x), 1e-14);

    [Fact]
    public void ExpAndLog_AnyNumber_AgreeWithTheFramework()
    {
        for (var x = -40.0; x <= 40; x += 0.0173)
        {
            Assert.Equal(1, Noise.Exp(x) / Math.Exp(x), 4e-16 * Math.Max(1, Math.Abs(x)));
            Assert.Equal(x, Noise.Log(Math.Exp(x)), 4e-15 * Math.Max(1, Math.Abs(x)));
        }

        Assert.Equal(1.0, Noise.Exp(0));
        Assert.Equal(0.0, Noise.Log(1));
    }

    // The first outputs of SplitMix64 for the seed 1234567, as published with the generator.
    [Fact]
    public void Bits_KnownSeed_GivesThePublishedSequence() => Assert.Equal(
        [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
        Enumerable.Range(0, 5).Select(n => Noise.Bits(1234567, n)));

    [Theory]
    [InlineData(0.3)]
    [InlineData(6)]
    [InlineData(29)]
    [InlineData(80)]
    public void Poisson_ManyDraws_HaveMeanAndVariance(double mean)
    {
        const int Draws = 100_000;
        var counts = Enumerable.Range(0, Draws).Select(n => (double)Noise.Poisson(mean, Noise.Bits(7, n))).ToArray();

        var average = counts.Average();
        Assert.Equal(mean, average, 5 * Math.Sqrt(mean / Draws));
        Assert.Equal(mean, counts.Sum(c => (c - average) * (c - average)) / Draws, mean * 0.04);
    }

    [Fact]
    public void Normals_ManyDraws_HaveMeanZeroAndVarianceOne()
    {
        foreach (var draw in new Func<int, double>[] { n => Noise.Normal(3, n), n => Noise.RoughNormal(Noise.Bits(3, n)) })
        {
            var draws = Enumerable.Range(0, 100_000).Select(draw).ToArray();
            Assert.Equal(0, draws.Average(), 0.016);
            Assert.Equal(1, draws.Average(z => z * z), 0.023);
        }
    }
}
