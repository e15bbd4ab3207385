using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class LeafWiseGrowthTests
{
    private static readonly GradientBoostedRegressorOptions OneTree = new()
    {
        Rounds = 1,
        LearningRate = 1,
        MaxDepth = 8,
        MinChildWeight = 1,
        L2 = 0.5,
        Subsample = 1,
        ColumnSample = 1,
    };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(11)]
    public void Fit_SmallRandomData_CutsWhereBruteForceGainsMost(int leaves)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var x = Samples.Matrix(Samples.Rows(60, 3, seed));
            double[] y = [.. Samples.Rows(60, 1, seed + 100).Select((r, i) => r[0] + (x[i, 0] * x[i, 1]))];

            var model = GradientBoostedRegressor.Fit(x, y, options: OneTree with { MaxLeaves = leaves });

            Assert.All(BruteForce(x, y, leaves, OneTree.L2).Zip(model.Predict(x)), pair => Assert.InRange(pair.Second - pair.First, -1e-5, 1e-5));
            Assert.Equal((2 * leaves) - 1, model.Tree(0).NodeCount);
        }
    }

    [Fact]
    public void Fit_AllGainOnOneSide_GrowsAChainWhereLevelsCannot()
    {
        // Targets double along the line: the best cut is always within the rightmost leaf.
        double[] x = [.. Enumerable.Range(0, 9).Select(i => (double)i)];
        double[] y = [.. x.Select(v => Math.Pow(4, v))];
        var options = OneTree with { L2 = 0, MaxLeaves = 5 };

        var leafWise = GradientBoostedRegressor.Fit(new Matrix(x, 9, 1), y, options: options);
        var levelWise = GradientBoostedRegressor.Fit(new Matrix(x, 9, 1), y, options: options with { MaxLeaves = 0, MaxDepth = 2 });

        for (var i = 5; i < 9; i++)
        {
            Assert.Equal(1, leafWise.Predict([i]) / y[i], 3);
        }

        Assert.NotEqual(1, levelWise.Predict([6]) / y[6], 1);
    }

    [Fact]
    public void Fit_EqualGains_TakesTheFirstLeaf()
    {
        // Both halves hold a gain of 16; of three leaves the left half gets two. This delta makes the unit of gradients 1/1024, so that the tie is exact.
        var x = new Matrix([1, 2, 3, 4, 5, 6, 7, 8], 8, 1);
        var options = OneTree with { Loss = RegressionLoss.Huber, HuberDelta = (int.MaxValue - 9) / 8192.0, MaxLeaves = 3, L2 = 0 };

        var model = GradientBoostedRegressor.Fit(x, [-12, -12, -8, -8, 8, 8, 12, 12], options: options);

        Assert.Equal([-12.0, -12, -8, -8, 10, 10, 10, 10], model.Predict(x));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes(int threads)
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(3000, 11, 5);
        var options = new GradientBoostedTreesOptions { Rounds = 6, MaxDepth = 8, MaxLeaves = 24, MinChildWeight = 2, Threads = 1 };

        var one = GradientBoostedTrees.Fit(x, y, x, y, options);
        var many = GradientBoostedTrees.Fit(x, y, x, y, options with { Threads = threads });

        Assert.Equal(one.PredictProba(x).Values, many.PredictProba(x, threads).Values);
    }

    [Fact]
    public void Fit_MoreLeavesThanLevelsCanHold_IsTheSameAsLevelByLevel()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(900, 4, 5);
        var options = new GradientBoostedTreesOptions { Rounds = 6, MaxDepth = 4, MinChildWeight = 2 };

        var levelWise = GradientBoostedTrees.Fit(x, y, null, null, options);
        var leafWise = GradientBoostedTrees.Fit(x, y, null, null, options with { MaxLeaves = 16 });

        Assert.Equal(levelWise.PredictProba(x).Values, leafWise.PredictProba(x).Values);
    }

    /// <summary>Best-first growth from the definition: every cut of every leaf is tried, the greatest gain in squared error is taken.</summary>
    private static double[] BruteForce(Matrix x, double[] y, int leaves, double l2)
    {
        var mean = y.Average();
        List<int[]> groups = [[.. Enumerable.Range(0, x.Rows)]];
        while (groups.Count < leaves)
        {
            var (gain, group, left) = groups.SelectMany(g => Cuts(g).Select(l => (Gain: Score(l) + Score([.. g.Except(l)]) - Score(g), g, l))).MaxBy(c => c.Gain);
            Assert.True(gain > 0);
            groups.Remove(group);
            groups.Add(left);
            groups.Add([.. group.Except(left)]);
        }

        var predictions = new double[x.Rows];
        foreach (var group in groups)
        {
            foreach (var row in group)
            {
                predictions[row] = mean + (group.Sum(i => y[i] - mean) / (group.Length + l2));
            }
        }

        return predictions;

        double Score(int[] rows) => Math.Pow(rows.Sum(i => y[i] - mean), 2) / (rows.Length + l2);

        IEnumerable<int[]> Cuts(int[] rows) => Enumerable.Range(0, x.Columns)
            .SelectMany(f => rows.Select(i => x[i, f]).Distinct().Order().Skip(1).Select(cut => rows.Where(i => x[i, f] < cut).ToArray()));
    }
}
