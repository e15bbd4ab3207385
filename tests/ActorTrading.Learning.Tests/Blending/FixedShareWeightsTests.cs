using ActorTrading.Learning.Blending;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Learning.Tests.Blending;

public sealed class FixedShareWeightsTests
{
    [Fact]
    public void Observe_PublishedExample_GivesHedgeAndFixedShare()
    {
        var hedge = new FixedShareWeights([0.5, 0.5], eta: 1, share: 0, decay: 1);
        var shared = new FixedShareWeights([0.5, 0.5], eta: 1, share: 0.05, decay: 1);

        hedge.Observe([0.2, 0.8], [true, true]);
        shared.Observe([0.2, 0.8], [true, true]);

        Assert.Equal(0.645656, hedge.Values[0], 6);
        Assert.Equal(0.354344, hedge.Values[1], 6);
        Assert.Equal(0.638373, shared.Values[0], 6);
        Assert.Equal(0.361627, shared.Values[1], 6);
    }

    [Fact]
    public void Observe_Decay_WeighsThePastLess()
    {
        var weights = new FixedShareWeights([1, 1], eta: 1, share: 0, decay: 0.5);

        weights.Observe([0, 1], [true, true]);
        weights.Observe([0, 0], [true, true]);

        // The discounted loss difference is 0.5 · 1 + 0.
        Assert.Equal(1 / (1 + Math.Exp(-0.5)), weights.Values[0], 12);
    }

    [Fact]
    public void Observe_Sleeper_KeepsItsWeight()
    {
        var weights = new FixedShareWeights([0.2, 0.3, 0.5], eta: 1, share: 0, decay: 1);

        weights.Observe([0.1, 2, double.NaN], [true, true, false]);

        Assert.Equal(0.5, weights.Values[2], 12);
        Assert.Equal(0.5, weights.Values[0] + weights.Values[1], 12);
    }

    [Fact]
    public void Among_Sleepers_GetNothingAndTheRestSumsToOne()
    {
        var weights = new FixedShareWeights([0.2, 0.3, 0.5, 0], 1, 0, 1);
        var used = new double[4];

        Assert.True(weights.Among([true, true, false, false], used));
        Assert.Equal([0.4, 0.6, 0, 0], used);
        Assert.True(weights.Among([false, false, false, true], used));
        Assert.Equal([0, 0, 0, 1], used);
        Assert.False(weights.Among([false, false, false, false], used));
    }

    [Fact]
    public void Observe_AnyLosses_KeepsADistribution() =>
        Prop.ForAll<(byte, byte, byte, bool)[]>(steps =>
        {
            var weights = new FixedShareWeights([0.5, 0.5, 0], 0.7, 0.01, 0.99);
            foreach (var (a, b, c, awake) in steps)
            {
                weights.Observe([a, b, c], [true, awake, true]);
            }

            return Math.Abs(weights.Values.ToArray().Sum() - 1) < 1e-9 && weights.Values.ToArray().All(w => w is >= 0 and <= 1);
        }).QuickCheckThrowOnFailure();
}
