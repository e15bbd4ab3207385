using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Tests.Conformal;

public sealed class AdaptiveConformalIntervalTests
{
    [Fact]
    public void Observe_MissHitHit_MovesTheLevelAsPublished()
    {
        var interval = new AdaptiveConformalInterval(new() { Alpha = 0.1, Gamma = 0.005 });

        interval.Observe(3, covered: false);
        Assert.Equal(0.0955, interval.Alpha, 12);
        interval.Observe(0, covered: true);
        Assert.Equal(0.0960, interval.Alpha, 12);
        interval.Observe(0, covered: true);
        Assert.Equal(0.0965, interval.Alpha, 12);
    }

    [Fact]
    public void Interval_KnownResiduals_TakesTheConformalRanks()
    {
        var interval = new AdaptiveConformalInterval(new() { Alpha = 0.2, Gamma = 0, Window = 100, MinResiduals = 10 });
        for (var i = 1; i <= 99; i++)
        {
            interval.Observe(((i * 37) % 100) - 50, covered: true);
        }

        // 99 residuals -49 … 49, rank ceil(100 · 0.9) = 90 from either end.
        Assert.Equal((-40.0 * 2 + 5, 40.0 * 2 + 5), interval.Interval(center: 5, scale: 2));
    }

    [Fact]
    public void Interval_StationaryStream_CoversWhatItPromises() => Assert.InRange(Coverage(_ => 1, _ => 1), 0.89, 0.91);

    [Fact]
    public void Interval_WidthOfTheWorldTriples_CoverageComesBack() => Assert.InRange(Coverage(i => i < 5000 ? 1 : 3, _ => 1), 0.89, 0.91);

    [Fact]
    public void Interval_PredictedScale_CoversInEveryTercileOfVolatility()
    {
        var hits = new int[3];
        var counts = new int[3];
        double Volatility(int i) => 0.01 * Math.Exp(Math.Sin(i / 50.0));

        Coverage(
            Volatility,
            Volatility,
            (i, covered) =>
            {
                var tercile = Math.Sin(i / 50.0) < -0.5 ? 0 : Math.Sin(i / 50.0) < 0.5 ? 1 : 2;
                counts[tercile]++;
                hits[tercile] += covered ? 1 : 0;
            });

        Assert.All(hits.Zip(counts), pair => Assert.InRange((double)pair.First / pair.Second, 0.87, 0.93));
    }

    /// <summary>Gibbs and Candes 2021, proposition 4.1: the share of misses of any stream, here one that jumps out of every finite interval when it can.</summary>
    [Theory]
    [InlineData(0.1, 0.02)]
    [InlineData(0.2, 0.005)]
    [InlineData(0.05, 0.1)]
    public void Observe_AdversaryThatAlwaysEscapes_MissesAsPromised(double alpha, double gamma)
    {
        var random = new Random(5);
        var interval = new AdaptiveConformalInterval(new() { Alpha = alpha, Gamma = gamma, Window = 200, MinResiduals = 1, Unbounded = true });
        var misses = 0;
        for (var t = 1; t <= 4000; t++)
        {
            var (low, high) = interval.Interval(0, 1);
            var outcome = double.IsInfinity(high) ? random.NextDouble() : t % 3 == 0 ? low - 1 - random.NextDouble() : high + 1;
            var covered = outcome >= low && outcome <= high;
            misses += covered ? 0 : 1;
            interval.Observe(outcome, covered);

            Assert.True(Math.Abs(((double)misses / t) - alpha) <= ((Math.Max(alpha, 1 - alpha) + gamma) / (gamma * t)) + 1e-9, $"{misses} misses of {t}");
        }
    }

    [Fact]
    public void Load_SavedState_ContinuesToTheBit()
    {
        var random = new Random(3);
        var interval = new AdaptiveConformalInterval(new() { Window = 50, MinResiduals = 5 });
        for (var i = 0; i < 137; i++)
        {
            interval.Observe(random.NextDouble(), i % 9 != 0);
        }

        var copy = new AdaptiveConformalInterval(new() { Window = 50, MinResiduals = 5 });
        copy.Load(StateCopy.Reader(StateCopy.Bytes(interval.Save)));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(interval.Interval(0, 1), copy.Interval(0, 1));
            var residual = random.NextDouble();
            interval.Observe(residual, i % 7 != 0);
            copy.Observe(residual, i % 7 != 0);
        }
    }

    private static double Coverage(Func<int, double> truth, Func<int, double> predicted, Action<int, bool>? each = null)
    {
        var random = new Random(11);
        var interval = new AdaptiveConformalInterval();
        var hits = 0;
        const int Count = 20_000;
        for (var i = 0; i < Count; i++)
        {
            var outcome = truth(i) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var (low, high) = interval.Interval(0, predicted(i));
            var covered = outcome >= low && outcome <= high;
            hits += covered ? 1 : 0;
            each?.Invoke(i, covered);
            interval.Observe(outcome / predicted(i), covered);
        }

        return (double)hits / Count;
    }
}
