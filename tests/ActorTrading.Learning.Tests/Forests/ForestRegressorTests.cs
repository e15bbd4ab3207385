using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Tests.Forests;

public sealed class ForestRegressorTests
{
    private static readonly ForestOptions OneTree = new() { Trees = 1, MaxDepth = 1, MinSamplesLeaf = 1, MaxFeatures = 100, Bootstrap = false };

    [Fact]
    public void Fit_OneStump_GivesTheHandWorkedMeans()
    {
        // Squared error left by the cuts of {1, 2 | 9, 10}: 0 + 38, 0.5 + 0.5, 38 + 0.
        var x = new Matrix([1, 2, 3, 4], 4, 1);

        var model = RandomForestRegressor.Fit(x, [1e9 + 1, 1e9 + 2, 1e9 + 9, 1e9 + 10], OneTree);

        Assert.Equal(1e9 + 1.5, model.Predict([2.49]), 1e-6);
        Assert.Equal(1e9 + 9.5, model.Predict([2.51]), 1e-6);
    }

    [Fact]
    public void Fit_SmallRandomData_CutsWhereBruteForceDoes()
    {
        var random = new Random(9);
        for (var trial = 0; trial < 60; trial++)
        {
            var rows = random.Next(10, 40);
            var x = new Matrix(rows, 3);
            for (var i = 0; i < x.Values.Length; i++)
            {
                x.Values[i] = random.Next(6) == 0 ? double.NaN : random.Next(0, 9);
            }

            var y = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray();
            var all = Enumerable.Range(0, rows).ToArray();
            var best = Enumerable.Range(0, 3)
                .SelectMany(f => all.Select(i => x[i, f]).Append(double.PositiveInfinity).Where(v => !double.IsNaN(v)).Distinct()
                    .SelectMany(t => new[] { false, true }.Select(side => all.ToLookup(i => x[i, f] < t || (double.IsNaN(x[i, f]) && side)))))
                .Where(sides => sides.Count == 2)
                .MinBy(sides => sides.Sum(side => side.Sum(i => Math.Pow(y[i] - side.Average(j => y[j]), 2))))!;

            var model = RandomForestRegressor.Fit(x, y, OneTree);

            foreach (var side in best)
            {
                Assert.All(side, i => Assert.Equal(side.Average(j => y[j]), model.Predict(x.Row(i)), 1e-12));
            }
        }
    }

    [Fact]
    public void OutOfBagScore_OfSignal_IsNearTheExplainedShare()
    {
        // y = 2·x0 + noise of variance 1: 4/5 of the variance can be explained.
        var x = Samples.Matrix(Samples.Rows(800, 3, seed: 1));
        var random = new Random(2);
        double[] y = [.. Samples.RowsOf(x).Select(r => (2 * r[0]) + Samples.Normal(random))];
        foreach (var fit in Learners())
        {
            var options = new ForestOptions { Trees = 40, Bootstrap = true, MaxFeatures = 3 };
            var model = fit(x, y, options);

            Assert.InRange(model.OutOfBagScore!.Value, 0.7, 0.83);
            Assert.Equal(model.Importance.Max(), model.Importance[0]);
            Assert.Equal(model.Predict(x), fit(x, y, options with { Threads = 1 }).Predict(x));
        }
    }

    [Fact]
    public void Fit_ConstantTarget_GivesIt()
    {
        var x = Samples.Matrix(Samples.Rows(50, 2, seed: 1));
        foreach (var fit in Learners())
        {
            var model = fit(x, [.. Enumerable.Repeat(0.1, 50)], new() { Trees = 5, MinSamplesLeaf = 1, Bootstrap = true });

            Assert.Equal(0.1, model.Predict([0, 0]), 1e-15);
            Assert.Null(model.OutOfBagScore);
        }
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        var x = new Matrix([1, 2], 2, 1);
        foreach (var fit in Learners())
        {
            foreach (var bad in new[] { double.NaN, double.PositiveInfinity, 1e101 })
            {
                Assert.Contains("y[1]", Assert.ThrowsAny<ArgumentException>(() => fit(x, [0, bad], OneTree)).Message, StringComparison.Ordinal);
            }

            Assert.ThrowsAny<ArgumentException>(() => fit(x, [0], OneTree));
            Assert.ThrowsAny<ArgumentException>(() => fit(new Matrix(0, 0), [], OneTree));
            Assert.True(double.IsFinite(fit(x, [1e100, -1e100], OneTree).Predict([3])));
        }
    }

    private static Func<Matrix, double[], ForestOptions, ForestRegressor>[] Learners() =>
        [(x, y, o) => RandomForestRegressor.Fit(x, y, o), (x, y, o) => ExtraTreesRegressor.Fit(x, y, o)];
}
