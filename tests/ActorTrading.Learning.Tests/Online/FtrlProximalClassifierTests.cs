using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class FtrlProximalClassifierTests
{
    private static readonly FeatureScalingOptions Raw = new() { Standardize = false };

    [Fact]
    public void PartialFit_TwoSteps_AreThoseOfAlgorithm1()
    {
        var model = new FtrlProximalClassifier(1, 2, new() { Alpha = 1, Beta = 1, L1 = 0.1, L2 = 0.5, Scaling = Raw });

        // p = 0.5, g = -0.5 · 2 = -1: n = 1, s = 1, z = -1, w = 0.9 / (2 + 0.5). Offset: g = -0.5, n = 0.25, z = -0.5, w = 0.5 / 1.5.
        model.PartialFit([2], 1);
        Assert.Equal(0.36, model.Weights(0)[0], 12);
        Assert.Equal(1.0 / 3, model.Weights(0)[1], 12);

        // p = 1 / (1 + exp(-0.36 - 1/3)) = g for both; s = sqrt(1 + g²) - 1 and sqrt(0.25 + g²) - 0.5.
        model.PartialFit([1], 0);
        const double G = 0.6667080326661231;
        Assert.Equal((1 - G + (0.2018733714 * 0.36) - 0.1) / (1 + 1.2018733714 + 0.5), model.Weights(0)[0], 9);
        Assert.Equal((0.5 - G + (0.3333664265 / 3)) / (1 + 0.8333664265), model.Weights(0)[1], 9);
    }

    [Fact]
    public void PartialFit_ThreeClasses_StepsAlongTheSoftmaxGradient()
    {
        var model = new FtrlProximalClassifier(1, 3, new() { Alpha = 1, Beta = 1, L1 = 0, L2 = 0, Scaling = Raw });

        model.PartialFit([1], 2);

        // g = 1/3, 1/3, -2/3: w = -g / (1 + |g|).
        Assert.Equal([-0.25, -0.25, 0.4], from k in Enumerable.Range(0, 3) select Math.Round(model.Weights(k)[0], 12));
    }

    [Fact]
    public void PartialFit_StrongL1_LeavesNoiseColumnsAtExactlyZero()
    {
        var random = new Random(3);
        var model = new FtrlProximalClassifier(20, 2, new() { L1 = 150 });
        foreach (var row in Samples.Rows(3000, 20, seed: 2))
        {
            model.PartialFit(row, row[4] + (0.5 * Samples.Normal(random)) > 0 ? 1 : 0);
        }

        Assert.NotEqual(0, model.Weights(0)[4]);
        Assert.Equal(19, model.Weights(0)[..20].Count(w => w == 0));
    }

    [Fact]
    public void Raw_ValueTooLarge_IsNamed()
    {
        var model = new FtrlProximalClassifier(2, 2, new() { Scaling = Raw });

        Assert.Contains("row is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => model.PartialFit([1, double.NaN], 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.PredictProba([1e60, 1], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FtrlProximalClassifier(2, 2, new() { Alpha = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FtrlProximalClassifier(2, 2, new() { L1 = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FtrlProximalClassifier(2, 1));
    }

    [Fact]
    public void Load_WeightsOfRawFeatures_AreNotThoseOfStandardisedOnes()
    {
        var bytes = StateCopy.Bytes(((IOnlineClassifier)new FtrlProximalClassifier(2, 2, new() { Scaling = Raw })).Save);

        var e = Assert.Throws<InvalidDataException>(() => new FtrlProximalClassifier(2, 2).Load(StateCopy.Reader(bytes)));

        Assert.Contains("not standardised", e.Message, StringComparison.Ordinal);
    }
}
