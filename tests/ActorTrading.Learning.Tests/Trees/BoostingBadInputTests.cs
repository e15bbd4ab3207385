using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class BoostingBadInputTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e200)]
    public void Fit_TargetThatIsNoNumberOfUse_IsNamed(double target) =>
        Assert.Contains("y[1]", Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(2, 1), [0, target])).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_ShapesThatDoNotFit_AreRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(0, 3), []));
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(3, 0), new double[3]));
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(3, 1), new double[2]));
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(3, 1), new double[3], new Matrix(1, 1)));
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(3, 1), new double[3], new Matrix(1, 2), new double[1]));
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedTrees.Fit(new Matrix(0, 3), [], null, null, new()));
        Assert.ThrowsAny<ArgumentException>(() => GradientBoostedTrees.Fit(new Matrix(2, 1), [0, 1], null, null, new() { Loss = ClassificationLoss.Logistic }));
    }

    [Theory]
    [InlineData(RegressionLoss.Squared)]
    [InlineData(RegressionLoss.Quantile)]
    [InlineData(RegressionLoss.Huber)]
    public void Fit_NothingToLearnFrom_GivesAFiniteConstant(RegressionLoss loss)
    {
        var options = new GradientBoostedRegressorOptions { Loss = loss, Rounds = 3, MinChildWeight = 0, L2 = 0 };
        var nothing = new Matrix(3, 2);
        nothing.Values.AsSpan().Fill(double.NaN);

        Assert.Equal(5, GradientBoostedRegressor.Fit(new Matrix(1, 1), [5], options: options).Predict([1]));
        Assert.Equal(5, GradientBoostedRegressor.Fit(nothing, [5, 5, 5], options: options).Predict([1, 2]), 12);
        Assert.True(double.IsFinite(GradientBoostedRegressor.Fit(new Matrix([1, 2, 3], 3, 1), [1e100, -1e100, 1e-300], options: options).Predict([2])));
    }

    [Fact]
    public void Fit_InfiniteFeatures_AreTheEndsOfTheOrder()
    {
        var x = new Matrix([double.NegativeInfinity, -1, 1, double.PositiveInfinity], 4, 1);
        var options = new GradientBoostedRegressorOptions { Rounds = 50, LearningRate = 1, MinChildWeight = 1, L2 = 0, Subsample = 1 };

        var model = GradientBoostedRegressor.Fit(x, [1, 2, 3, 4], options: options);

        Assert.Equal([1.0, 2, 3, 4], model.Predict(x).Select(v => Math.Round(v, 4)));
    }

    [Theory]
    [InlineData(ClassificationLoss.Softmax)]
    [InlineData(ClassificationLoss.Logistic)]
    public void Fit_OneClassOnly_StaysFinite(ClassificationLoss loss)
    {
        var model = GradientBoostedTrees.Fit(new Matrix([1, 2, 3], 3, 1), [1, 1, 1], null, null, new() { ClassCount = 2, Loss = loss, MinChildWeight = 0, L2 = 0 });
        var p = new double[2];

        model.PredictProba([2], p);

        Assert.InRange(p[1], 0.6, 1);
        Assert.Equal(1, p.Sum(), 12);
    }

    /// <summary>Without a penalty, rows that are told apart for certain weigh nothing any more: a Newton step of them alone has no length.</summary>
    [Theory]
    [InlineData(ClassificationLoss.Softmax)]
    [InlineData(ClassificationLoss.Logistic)]
    public void Fit_CertainRowsWithoutPenalty_StaysFinite(ClassificationLoss loss)
    {
        var x = Samples.Matrix(Samples.Rows(3000, 3, seed: 4));
        int[] y = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, 0] > 0 ? 1 : 0)];
        var options = new GradientBoostedTreesOptions
        {
            ClassCount = 2,
            Loss = loss,
            Rounds = 60,
            LearningRate = 1,
            MinChildWeight = 0,
            L2 = 0,
            Subsample = 1,
            ColumnSample = 1,
        };

        var model = GradientBoostedTrees.Fit(x, y, null, null, options);

        Assert.All(model.Importance, share => Assert.InRange(share, 0, 1));
        Assert.Equal(1, model.Importance.Sum(), 9);
        Assert.All(model.PredictProba(x).Values, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Fit_MoreColumnsThanHistogramsHaveRoomFor_NamesThem()
    {
        var options = new GradientBoostedRegressorOptions { MaxDepth = 8 };

        var message = Assert.ThrowsAny<ArgumentException>(() => GradientBoostedRegressor.Fit(new Matrix(1, 50_000), [1], options: options)).Message;

        Assert.Contains("50000", message, StringComparison.Ordinal);
        Assert.Contains("MaxDepth", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_MoreClassesThanRows_StaysFinite()
    {
        var model = GradientBoostedTrees.Fit(new Matrix([1, 2], 2, 1), [1, 7], null, null, new() { ClassCount = 9, Rounds = 4 });
        var p = new double[9];

        model.PredictProba([double.NaN], p);

        Assert.Equal(1, p.Sum(), 12);
    }

    [Fact]
    public void Predict_RowOfThousandsOfColumns_IsAnswered()
    {
        var x = Samples.Matrix(Samples.Rows(30, 3000, seed: 1));
        double[] y = [.. Enumerable.Range(0, 30).Select(i => x[i, 2999])];

        var model = GradientBoostedRegressor.Fit(x, y, options: new() { Rounds = 20, LearningRate = 0.5, MinChildWeight = 1, L2 = 0, Subsample = 1, ColumnSample = 1 });

        Assert.All(model.Predict(x).Zip(y), pair => Assert.InRange(pair.First - pair.Second, -0.2, 0.2));
    }

    [Fact]
    public void Validate_AbsurdOptions_AreNamed()
    {
        (string Name, GradientBoostedRegressorOptions Options)[] absurd =
        [
            ("MaxLeaves", new() { MaxLeaves = 1 }),
            ("MaxLeaves", new() { MaxLeaves = -4 }),
            ("MaxDepth", new() { MaxDepth = 30 }),
            ("Quantile", new() { Quantile = 1 }),
            ("Quantile", new() { Quantile = double.NaN }),
            ("HuberDelta", new() { HuberDelta = 0 }),
            ("Loss", new() { Loss = (RegressionLoss)7 }),
            ("LearningRate", new() { LearningRate = double.NaN }),
            ("L2", new() { L2 = -1 }),
        ];
        Assert.All(absurd, a => Assert.Contains(a.Name, Assert.Throws<ArgumentOutOfRangeException>(a.Options.Validate).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Tree_OfAnOldFile_SaysThatItCannotBeExplained()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "boosted-trees.1.model");
        using var stream = File.OpenRead(path);
        var model = ActorTrading.Learning.Artifacts.ModelFile.Read<GradientBoostedTrees>(stream, [.. Enumerable.Range(0, 5).Select(i => $"feature_{i}")]);

        Assert.Contains("fit it again", Assert.Throws<InvalidOperationException>(() => model.Tree(0, 0)).Message, StringComparison.Ordinal);
    }
}
