using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Tests.Conformal;

/// <summary>Levels by the rank of the scale: coverage in calm and in wild times, not only on the whole.</summary>
public sealed class ConditionalCoverageTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void Coverage_ScaleThatExaggerates_HoldsInEachThirdWithSeveralLevels(int levels, bool holds)
    {
        // True volatility moves half as far, in logarithms, as the predicted one: calm rows are wilder than they look.
        var interval = new AdaptiveConformalInterval(new() { Levels = levels, Gamma = 0.02 });
        var random = new Random(11);
        var rows = new List<(double Scale, bool Covered)>();
        var log = 0.0;
        for (var i = 0; i < 12_000; i++)
        {
            log = (0.99 * log) + (0.1 * Samples.Normal(random));
            var scale = Math.Exp(log);
            var outcome = Math.Exp(log / 2) * Samples.Normal(random);
            var (low, high) = interval.Interval(0, scale);
            var covered = outcome >= low && outcome <= high;
            interval.Observe(outcome / scale, covered, scale);
            rows.Add((scale, covered));
        }

        var thirds = rows.Skip(2000).OrderBy(static r => r.Scale).Chunk(3334).Select(static c => c.Average(static r => r.Covered ? 1.0 : 0)).ToArray();
        Assert.Equal(0.9, rows.Skip(2000).Average(static r => r.Covered ? 1.0 : 0), 0.01);
        Assert.Equal(holds, thirds.All(static c => c is >= 0.88 and <= 0.92));
    }

    [Fact]
    public void Observe_AtTheMeanScale_MovesTheMiddleLevelAlone()
    {
        var interval = new AdaptiveConformalInterval(new() { Levels = 3, Gamma = 0.03 });
        interval.Observe(1, true, 1);
        interval.Observe(1, true, 1);

        interval.Observe(5, covered: false, scale: 1);

        // Three outcomes at the middle: + 0.03 x 0.1 twice, - 0.03 x 0.9 once; a third of it in the mean of three.
        Assert.Equal(0.1 + (((2 * 0.003) - 0.027) / 3), interval.Alpha, 12);
    }

    [Fact]
    public void Load_GoesOnToTheBit_OldStatesStart_ForeignOnesAreRefused()
    {
        var options = new AdaptiveConformalOptions { Levels = 3, Window = 50, MinResiduals = 5 };
        var first = new AdaptiveConformalInterval(options);
        var random = new Random(5);
        for (var i = 0; i < 80; i++)
        {
            first.Observe(Samples.Normal(random), i % 9 != 0, Math.Exp(Samples.Normal(random)));
        }

        var bytes = StateCopy.Bytes(first.Save);
        var second = new AdaptiveConformalInterval(options);
        second.Load(StateCopy.Reader(bytes));
        Assert.Equal(first.Interval(0, 0.3), second.Interval(0, 0.3));
        Assert.Equal(bytes, StateCopy.Bytes(second.Save));
        Assert.Throws<InvalidDataException>(() => new AdaptiveConformalInterval(options with { Levels = 2 }).Load(StateCopy.Reader(bytes)));

        // Version 1: level, position, residuals.
        byte[] version1 = [1, .. BitConverter.GetBytes(0.15), .. BitConverter.GetBytes(2), .. BitConverter.GetBytes(2), .. BitConverter.GetBytes(-1.0), .. BitConverter.GetBytes(1.0)];
        second.Load(StateCopy.Reader(version1));
        Assert.Equal((0.15, 2), (second.Alpha, second.Count));
        version1[0] = 9;
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => second.Load(StateCopy.Reader(version1))).Message, StringComparison.Ordinal);
    }
}
