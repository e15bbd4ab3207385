using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

/// <summary>One tree of full steps, so that each loss can be worked out by hand; then what each loss is for.</summary>
public sealed class BoostingLossTests
{
    private static readonly GradientBoostedRegressorOptions Stump = new()
    {
        Rounds = 1,
        LearningRate = 1,
        MaxDepth = 1,
        MinChildWeight = 0,
        L2 = 0,
        Subsample = 1,
        ColumnSample = 1,
    };

    [Fact]
    public void Fit_LogisticStump_GivesTheHandWorkedLeaves()
    {
        // Base rate 1/2: g = ±1/2, h = 1/4 a row; a side has G = ±1, H = 1/2, so that with L2 = 1 its leaf is ∓1 / (3/2).
        var model = GradientBoostedTrees.Fit(new Matrix([1, 2, 3, 4], 4, 1), [0, 0, 1, 1], null, null, Logistic());
        var p = new double[2];

        model.PredictProba([4], p);

        Assert.Equal(1 / (1 + Math.Exp(-2.0 / 3)), p[1], 7);
        Assert.Equal(1, p[0] + p[1], 15);
        Assert.Equal((2, 1), (model.ClassCount, model.Rounds));
    }

    [Fact]
    public void Fit_SquaredStump_GivesTheHandWorkedLeaves()
    {
        // Mean 3.5; the sides' residuals sum to -5 and 5 over two rows: steps of ∓5 / (2 + 1) with L2 = 1.
        var model = Regress([1, 2, 3, 4], [1, 1, 5, 7], Stump with { L2 = 1 });

        Assert.Equal(3.5 - (5.0 / 3), model.Predict([2]), 7);
        Assert.Equal(3.5 + (5.0 / 3), model.Predict([3]), 7);
    }

    [Fact]
    public void Fit_L1OnSquares_ShrinksTheResidualSum()
    {
        var model = Regress([1, 2, 3, 4], [1, 1, 5, 7], Stump with { L1 = 2 });

        Assert.Equal(3.5 + ((5.0 - 2) / 2), model.Predict([4]), 7);
    }

    [Fact]
    public void Fit_HuberStump_MovesByDeltaAtMost()
    {
        // Median 0; gradients 0, 0, -1 and -1, however far the last target is.
        var model = Regress([1, 2, 3, 4], [0, 0, 4, 1e6], Stump with { Loss = RegressionLoss.Huber });

        Assert.Equal((0.0, 1.0), (Math.Round(model.Predict([2]), 6), Math.Round(model.Predict([4]), 6)));
    }

    /// <summary>0.07 x 100 is a little over 7 in binary.</summary>
    [Theory]
    [InlineData(0.07, 7)]
    [InlineData(0.071, 8)]
    [InlineData(0.5, 50)]
    [InlineData(0.999, 100)]
    [InlineData(0.001, 1)]
    public void QuantileOf_OneToHundred_IsTheLeastWithItsShareBelow(double q, double expected) =>
        Assert.Equal(expected, PinballLoss.QuantileOf([.. Enumerable.Range(1, 100).Select(i => (double)i)], q));

    [Fact]
    public void Fit_QuantileStump_GivesEachSideItsMedian()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        double[] y = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? i + 1.0 : i + 91)];

        var model = Regress(x, y, Stump with { Loss = RegressionLoss.Quantile, Quantile = 0.5 });

        Assert.Equal((5.0, 105.0), (model.Predict([3]), model.Predict([15])));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Fit_Quantile_LeavesItsShareBelow(double quantile)
    {
        var (x, y) = Wedge(6000, seed: 3);
        var options = new GradientBoostedRegressorOptions { Loss = RegressionLoss.Quantile, Quantile = quantile, Rounds = 150, LearningRate = 0.1 };
        var model = GradientBoostedRegressor.Fit(x.CopyRows(0, 4000), y[..4000], options: options);
        foreach (var isWide in new[] { false, true })
        {
            var rows = Enumerable.Range(4000, 2000).Where(i => x[i, 0] > 0 == isWide).ToArray();

            var below = rows.Count(i => y[i] <= model.Predict(x.Row(i))) / (double)rows.Length;

            Assert.InRange(below, quantile - 0.05, quantile + 0.05);
        }
    }

    [Fact]
    public void Fit_HuberWithOutliers_IsNearerTheTruthThanSquares()
    {
        var random = new Random(5);
        var x = Samples.Matrix(Samples.Rows(3000, 3, seed: 8));
        double[] y = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, 0] + (random.Next(20) == 0 ? 60 * (random.NextDouble() - 0.2) : 0))];
        var options = new GradientBoostedRegressorOptions { Rounds = 150, LearningRate = 0.1, HuberDelta = 0.5 };

        double[] errors = [.. new[] { RegressionLoss.Squared, RegressionLoss.Huber }
            .Select(loss => GradientBoostedRegressor.Fit(x, y, options: options with { Loss = loss }).Predict(x).Select((p, i) => Math.Abs(p - x[i, 0])).Average())];

        Assert.True(errors[1] < errors[0] / 3, $"squares {errors[0]}, Huber {errors[1]}");
    }

    [Theory]
    [InlineData(RegressionLoss.Squared)]
    [InlineData(RegressionLoss.Quantile)]
    [InlineData(RegressionLoss.Huber)]
    public void Fit_NoiseForValidation_StopsAtTheConstant(RegressionLoss loss)
    {
        var x = Samples.Matrix(Samples.Rows(600, 3, seed: 1));
        double[] y = [.. Samples.Rows(600, 1, seed: 2).Select(r => r[0])];
        var options = new GradientBoostedRegressorOptions { Loss = loss, LearningRate = 0.5, EarlyStoppingRounds = 4, MinChildWeight = 3, L2 = 0 };

        var model = GradientBoostedRegressor.Fit(x.CopyRows(0, 300), y[..300], x.CopyRows(300, 300), y[300..], options);

        Assert.InRange(model.Rounds, 0, 6);
    }

    /// <summary>Softmax over two classes and the logistic loss are one model, up to the weight of a row.</summary>
    [Fact]
    public void Fit_LogisticAndSoftmaxOfTwo_GiveTheSameProbabilities()
    {
        var (x, labels) = GradientBoostedTreesTests.Noisy(800, 4, 3);
        int[] y = [.. labels.Select(v => Math.Min(v, 1))];
        var softmax = Logistic() with { Loss = ClassificationLoss.Softmax, Rounds = 5, MaxDepth = 3, LearningRate = 0.3, L2 = 2 };

        // h is twice as large for softmax, and a score counts twice there: leaf -G/(2H + 2) twice is -G/(H + 1).
        var one = GradientBoostedTrees.Fit(x, y, null, null, softmax);
        var other = GradientBoostedTrees.Fit(x, y, null, null, softmax with { Loss = ClassificationLoss.Logistic, L2 = 1 });

        Assert.All(one.PredictProba(x).Values.Zip(other.PredictProba(x).Values), pair => Assert.InRange(pair.Second - pair.First, -1e-5, 1e-5));
    }

    [Fact]
    public void Load_LogisticModel_GivesTheSameBits()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(500, 4, 3);
        var options = Logistic() with { Rounds = 4, MaxDepth = 5, MaxLeaves = 7, Monotone = [1, 0, -1, 0] };
        var model = GradientBoostedTrees.Fit(x, [.. y.Select(v => Math.Min(v, 1))], null, null, options);

        var copy = GradientBoostedTrees.Load(StateCopy.Reader(StateCopy.Bytes(model.Save)));

        Assert.Equal(model.PredictProba(x).Values, copy.PredictProba(x).Values);
        Assert.Equal(options, copy.Options);
    }

    private static GradientBoostedTreesOptions Logistic() => new()
    {
        ClassCount = 2,
        Loss = ClassificationLoss.Logistic,
        Rounds = 1,
        LearningRate = 1,
        MaxDepth = 1,
        MinChildWeight = 0,
        L2 = 1,
        Subsample = 1,
        ColumnSample = 1,
    };

    private static GradientBoostedRegressor Regress(double[] x, double[] y, GradientBoostedRegressorOptions options) =>
        GradientBoostedRegressor.Fit(new Matrix(x, x.Length, 1), y, options: options);

    /// <summary>A line whose noise is three times as wide on the right.</summary>
    private static (Matrix X, double[] Y) Wedge(int rows, int seed)
    {
        var random = new Random(seed);
        var x = Samples.Matrix(Samples.Rows(rows, 2, seed));
        return (x, [.. Enumerable.Range(0, rows).Select(i => x[i, 0] + (Samples.Normal(random) * (x[i, 0] > 0 ? 3 : 1)))]);
    }
}
