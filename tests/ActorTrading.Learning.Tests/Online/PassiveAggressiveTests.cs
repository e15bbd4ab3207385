using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

/// <summary>Rows are (1, 2) and the constant 1, so that ‖x‖² = 6.</summary>
public sealed class PassiveAggressiveTests
{
    private static readonly FeatureScalingOptions Raw = new() { Standardize = false };

    [Theory]
    [InlineData(PassiveAggressiveVariant.I, 1, 1.0 / 6)]
    [InlineData(PassiveAggressiveVariant.I, 0.1, 0.1)]
    [InlineData(PassiveAggressiveVariant.II, 0.5, 1.0 / 7)]
    public void Classifier_TwoClasses_MovesByTheStepOfThePaper(PassiveAggressiveVariant variant, double c, double step)
    {
        foreach (var (label, side) in new[] { (1, 1), (0, -1) })
        {
            var model = new PassiveAggressiveClassifier(2, 2, new() { Variant = variant, C = c, Scaling = Raw });

            model.PartialFit([1, 2], label);

            Assert.Equal([side * step, side * 2 * step, side * step], model.Weights(0));
        }
    }

    [Fact]
    public void Classifier_ThreeClasses_MovesTheRightOneAndItsRival()
    {
        var model = new PassiveAggressiveClassifier(2, 3, new() { C = 1, Scaling = Raw });

        // All scores are 0: loss 1, the first other class is the rival, step 1 / 12.
        model.PartialFit([1, 2], 2);
        Assert.Equal([-1.0 / 12, -2.0 / 12, -1.0 / 12], model.Weights(0));
        Assert.Equal([0, 0, 0], model.Weights(1));
        Assert.Equal([1.0 / 12, 2.0 / 12, 1.0 / 12], model.Weights(2));

        // Scores -0.5, 0, 0.5: class 1 is the rival now, loss 0.5, step 0.5 / 12.
        model.PartialFit([1, 2], 2);
        Assert.Equal([-0.5 / 12, -1.0 / 12, -0.5 / 12], model.Weights(1));
        Assert.Equal(1.5 / 12, model.Weights(2)[0], 15);
    }

    [Theory]
    [InlineData(PassiveAggressiveVariant.I, 1.9 / 6)]
    [InlineData(PassiveAggressiveVariant.II, 1.9 / 6.5)]
    public void Regressor_OneStep_IsThatOfThePaper(PassiveAggressiveVariant variant, double step)
    {
        var model = new PassiveAggressiveRegressor(2, new() { Variant = variant, C = 1, Epsilon = 0.1, Scaling = Raw });

        model.PartialFit([1, 2], 2);

        Assert.Equal([step, 2 * step, step], model.Weights);
        Assert.Equal(6 * step, model.Predict([1, 2]), 12);
    }

    [Fact]
    public void Regressor_WithinEpsilon_StaysPassive()
    {
        var model = new PassiveAggressiveRegressor(2, new() { C = 1, Epsilon = 0.1, Scaling = Raw });
        model.PartialFit([1, 2], 2);
        var before = model.Weights;

        model.PartialFit([1, 2], 1.85);

        Assert.Equal(1.9, model.Predict([1, 2]), 12);
        Assert.Equal(before, model.Weights);
    }

    [Fact]
    public void Classifier_MarginOfOne_StaysPassive()
    {
        var model = new PassiveAggressiveClassifier(2, 2, new() { C = 10, Scaling = Raw });
        model.PartialFit([1, 2], 1);
        var before = model.Weights(0);
        var score = new double[1];
        model.DecisionFunction([2, 4], score);

        model.PartialFit([2, 4], 1);

        Assert.True(score[0] > 1);
        Assert.Equal(before, model.Weights(0));
    }

    [Fact]
    public void Options_AbsurdValues_AreRefusedByName()
    {
        Assert.Contains("C is 0", Refused(new() { C = 0 }), StringComparison.Ordinal);
        Assert.Contains("Epsilon is -1", Refused(new() { Epsilon = -1 }), StringComparison.Ordinal);
        Assert.Contains("Variant is 7", Refused(new() { Variant = (PassiveAggressiveVariant)7 }), StringComparison.Ordinal);

        static string Refused(PassiveAggressiveOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new PassiveAggressiveRegressor(1, options)).Message;
    }
}
