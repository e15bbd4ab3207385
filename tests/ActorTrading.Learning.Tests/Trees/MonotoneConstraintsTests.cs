using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class MonotoneConstraintsTests
{
    /// <summary>Rising with the first column, falling with the second, both with bumps; the third is free and mixes in.</summary>
    private static readonly MonotoneConstraints Signs = [1, -1, 0];

    [Theory]
    [InlineData(RegressionLoss.Squared, 0, 6)]
    [InlineData(RegressionLoss.Squared, 20, 8)]
    [InlineData(RegressionLoss.Quantile, 0, 5)]
    [InlineData(RegressionLoss.Quantile, 20, 7)]
    [InlineData(RegressionLoss.Huber, 12, 6)]
    public void Predict_AnyRow_FollowsTheSigns(RegressionLoss loss, int leaves, int depth)
    {
        var (x, y) = Bumps(1500, seed: 2);
        var options = new GradientBoostedRegressorOptions
        {
            Loss = loss,
            Quantile = 0.7,
            Rounds = 40,
            LearningRate = 0.3,
            MaxDepth = depth,
            MaxLeaves = leaves,
            MinChildWeight = 3,
            L2 = 0.1,
        };
        var free = GradientBoostedRegressor.Fit(x, y, options: options);
        var bound = GradientBoostedRegressor.Fit(x, y, options: options with { Monotone = Signs });

        Assert.True(Breaches(row => free.Predict(row)) > 100);
        Assert.Equal(0, Breaches(row => bound.Predict(row)));
        Assert.True(bound.Rounds == 40 && bound.Importance[0] > 0.1 && bound.Importance[1] > 0.1);
    }

    [Fact]
    public void PredictProba_Logistic_FollowsTheSigns()
    {
        var (x, target) = Bumps(1500, seed: 3);
        int[] y = [.. target.Select(v => v > 0 ? 1 : 0)];
        var options = new GradientBoostedTreesOptions
        {
            ClassCount = 2,
            Loss = ClassificationLoss.Logistic,
            Rounds = 40,
            LearningRate = 0.3,
            MaxDepth = 6,
            MinChildWeight = 1,
            Monotone = Signs,
        };
        var model = GradientBoostedTrees.Fit(x, y, null, null, options);
        var p = new double[2];

        Assert.Equal(0, Breaches(row =>
        {
            model.PredictProba(row, p);
            return p[1];
        }));
    }

    [Fact]
    public void Fit_TruthThatRises_IsFittedAsWellAsWithoutConstraint()
    {
        var x = Samples.Matrix(Samples.Rows(2000, 2, seed: 4));
        double[] y = [.. Enumerable.Range(0, x.Rows).Select(i => Math.Atan(3 * x[i, 0]))];
        var options = new GradientBoostedRegressorOptions { Rounds = 100, LearningRate = 0.1, L2 = 0, Monotone = [1, 0] };

        var error = GradientBoostedRegressor.Fit(x, y, options: options).Predict(x).Select((p, i) => Math.Abs(p - y[i])).Average();

        Assert.InRange(error, 0, 0.03);
    }

    [Fact]
    public void Fit_SignAgainstTheTruth_LearnsNothing()
    {
        var x = new Matrix([.. Enumerable.Range(0, 200).Select(i => (double)i)], 200, 1);
        var options = new GradientBoostedRegressorOptions { Rounds = 5, Monotone = [-1] };

        var model = GradientBoostedRegressor.Fit(x, [.. x.Values], options: options);

        Assert.Equal(model.Predict([0]), model.Predict([199]));
    }

    [Fact]
    public void Fit_WrongUse_NamesIt()
    {
        var x = new Matrix(4, 2);

        Assert.Contains("Monotone", Assert.Throws<ArgumentException>(() => GradientBoostedRegressor.Fit(x, new double[4], options: new() { Monotone = [1, 0, 0] })).Message, StringComparison.Ordinal);
        Assert.Contains("Monotone", Assert.Throws<ArgumentException>(() => GradientBoostedTrees.Fit(x, new int[4], null, null, new() { Monotone = [1, 0] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MonotoneConstraints.Of([2]));
    }

    [Fact]
    public void Of_EqualSigns_AreEqual()
    {
        MonotoneConstraints other = [1, -1, 0];

        Assert.Equal(Signs, other);
        Assert.Equal(Signs.GetHashCode(), other.GetHashCode());
        Assert.Equal(MonotoneConstraints.None, [0, 0]);
        Assert.NotEqual(Signs, [1, 1, 0]);
    }

    /// <summary>How often one step along a bound column moves the prediction the wrong way, the other columns drawn at random, some missing.</summary>
    private static int Breaches(Func<double[], double> predict)
    {
        var random = new Random(11);
        var breaches = 0;
        for (var trial = 0; trial < 60; trial++)
        {
            double[] row = [.. Enumerable.Range(0, 3).Select(_ => random.Next(8) == 0 ? double.NaN : Samples.Normal(random))];
            for (var f = 0; f < 2; f++)
            {
                var last = double.NaN;
                for (var v = -3.0; v <= 3; v += 0.05)
                {
                    double[] moved = [.. row];
                    moved[f] = v;
                    var now = predict(moved);
                    breaches += Signs[f] * (now - last) < 0 ? 1 : 0;
                    last = now;
                }
            }
        }

        return breaches;
    }

    private static (Matrix X, double[] Y) Bumps(int rows, int seed)
    {
        var random = new Random(seed);
        var x = Samples.Matrix(Samples.Rows(rows, 3, seed));
        var y = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            y[i] = x[i, 0] - x[i, 1] + Math.Sin(4 * x[i, 0]) + Math.Cos(5 * x[i, 1]) + (x[i, 2] * x[i, 0]) + (0.3 * Samples.Normal(random));
            x[i, i % 3] = random.Next(10) == 0 ? double.NaN : x[i, i % 3];
        }

        return (x, y);
    }
}
