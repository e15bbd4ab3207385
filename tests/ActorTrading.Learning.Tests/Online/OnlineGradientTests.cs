using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

/// <summary>Steps small enough to be worked by hand: a constant column says nothing, so only the offset moves.</summary>
public sealed class OnlineGradientTests
{
    private static readonly SgdOptions Steps = new() { MiniBatch = 2, LearningRate = 0.5, Momentum = 0.9, LearningRateDecay = 0.95, DecayEveryBatches = 1, L2 = 0 };

    [Fact]
    public void Linear_ThreeBatches_FollowMomentumAndDecay()
    {
        var model = new OnlineLinearRegression(1, Steps);

        // The first batch sets the offset to its mean.
        model.PartialFit([7], 0.5);
        model.PartialFit([7], 1.5);
        Assert.Equal(1, model.Predict([7]));

        // Error -1, rate 0.5: v = 0.5, b = 1.5.
        model.PartialFit([7], 2);
        model.PartialFit([7], 2);
        Assert.Equal(1.5, model.Predict([7]), 12);

        // Error -0.5, rate 0.475: v = 0.9 · 0.5 + 0.475 · 0.5 = 0.6875, b = 2.1875.
        model.PartialFit([7], 2);
        model.PartialFit([7], 2);
        Assert.Equal(2.1875, model.Predict([7]), 12);
    }

    [Fact]
    public void Logistic_TwoBatches_MoveTheLogOdds()
    {
        var model = new OnlineLogisticRegression(1, Steps);
        var p = new double[2];

        // One of each: (1 + 1) / (1 + 1), log-odds 0.
        model.PartialFit([7], 0);
        model.PartialFit([7], 1);
        model.PredictProba([7], p);
        Assert.Equal([0.5, 0.5], p);

        // Error 0.5 - 1, rate 0.5: log-odds 0.25.
        model.PartialFit([7], 1);
        model.PartialFit([7], 1);
        model.PredictProba([7], p);
        Assert.Equal(0.25, Math.Log(p[1] / p[0]), 12);
    }

    [Fact]
    public void Linear_TargetsInAnotherUnit_AnswersInThatUnit()
    {
        var (model, scaled) = (new OnlineLinearRegression(3), new OnlineLinearRegression(3));
        foreach (var row in Samples.Rows(1000, 3, seed: 3))
        {
            model.PartialFit(row, row[0] - row[1]);
            scaled.PartialFit(row, 1024 * (row[0] - row[1]));
        }

        Assert.Equal(1024 * model.Predict([1, 2, 3]), scaled.Predict([1, 2, 3]));
    }

    [Fact]
    public void Options_AbsurdValues_AreRefusedByName()
    {
        Assert.Contains("MiniBatch is 0", Refused(new() { MiniBatch = 0 }), StringComparison.Ordinal);
        Assert.Contains("Momentum is NaN", Refused(new() { Momentum = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("LearningRate * L2 is 50", Refused(new() { L2 = 1000 }), StringComparison.Ordinal);

        static string Refused(SgdOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new OnlineLinearRegression(1, options)).Message;
    }

    /// <summary>A state that was saved before options and importance were part of it: the second format's bytes without them.</summary>
    [Fact]
    public void Softmax_StateOfVersion1_StaysReadable()
    {
        var rows = Samples.Rows(250, 3, seed: 6);
        var model = new OnlineSoftmaxRegression(3, 2);
        foreach (var row in rows)
        {
            model.PartialFit(row, row[0] > 0 ? 1 : 0);
        }

        var bytes = StateCopy.Bytes(((IOnlineClassifier)model).Save);
        const int Header = 1 + 4 + 4;
        const int Options = (3 * 4) + (6 * 8);
        const int Importance = 4 + (3 * 8);
        byte[] old = [1, .. bytes[1..Header], .. bytes[(Header + Options)..^Importance]];
        var loaded = new OnlineSoftmaxRegression(3, 2);
        loaded.Load(StateCopy.Reader(old));

        var (expected, found) = (new double[2], new double[2]);
        foreach (var row in rows)
        {
            model.PartialFit(row, row[1] > 0 ? 1 : 0);
            loaded.PartialFit(row, row[1] > 0 ? 1 : 0);
            model.PredictProba(row, expected);
            loaded.PredictProba(row, found);
            Assert.Equal(expected, found);
        }
    }
}
