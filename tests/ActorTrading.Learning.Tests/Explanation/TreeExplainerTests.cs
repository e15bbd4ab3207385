using System.Numerics;
using ActorTrading.Learning.Explanation;
using ActorTrading.Learning.Forests;
using ActorTrading.Learning.Tests.Trees;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Explanation;

public sealed class TreeExplainerTests
{
    [Fact]
    public void Explain_ExclusiveOr_GivesTheHandWorkedShares()
    {
        // f = 1 where just one of two even coins is 1. At (1, 0): v{} = v{0} = v{1} = 1/2, v{0, 1} = 1, so that each gets 1/4.
        var tree = new TreeView(
            [0, 1, 1, -1, -1, -1, -1], [0.5, 0.5, 0.5, 0, 0, 0, 0], new bool[7], [1, 3, 5, -1, -1, -1, -1], [2, 4, 6, -1, -1, -1, -1],
            [0, 0, 0, 0, 1, 1, 0], [4, 2, 2, 1, 1, 1, 1]);
        var explainer = new TreeExplainer(2, [[tree]], [0], 1);

        Assert.Equal(0.5, explainer.BaseValue(0));
        Assert.All(Explain(explainer, [1, 0], 0), part => Assert.Equal(0.25, part, 1e-15));
        Assert.All(Explain(explainer, [1, 1], 0), part => Assert.Equal(-0.25, part, 1e-15));
    }

    [Fact]
    public void Explain_TwoUnevenCuts_GivesTheHandWorkedShares()
    {
        // 30 of 100 rows go left at feature 0 (value 10), 14 of the other 70 left at feature 2 (value 20), 56 right (value 0).
        var tree = new TreeView(
            [0, -1, 2, -1, -1], [1, 0, 5, 0, 0], [true, false, false, false, false], [1, -1, 3, -1, -1], [2, -1, 4, -1, -1],
            [0, 10, 0, 20, 0], [100, 30, 70, 14, 56]);
        var explainer = new TreeExplainer(3, [[tree]], [7], 2);

        // Row (2, 0, 1): v{} = 0.3·10 + 0.14·20 = 5.8, v{0} = 0.2·20 = 4, v{2} = 3 + 0.7·20 = 17, v{0, 2} = 20; all twice.
        Assert.Equal(7 + (2 * 5.8), explainer.BaseValue(0), 1e-12);
        var parts = Explain(explainer, [2, 0, 1], 0);
        Assert.Equal((4 - 5.8) + (20 - 17), parts[0], 1e-12);
        Assert.Equal(0, parts[1]);
        Assert.Equal((17 - 5.8) + (20 - 4), parts[2], 1e-12);
    }

    [Fact]
    public void Explain_Forests_IsBruteForceOverAllSets()
    {
        // Four columns on trees of depth 6: paths cut a column again and again; a twentieth of the values is missing.
        var (x, y) = GradientBoostedTreesTests.Noisy(300, 4, 1);
        var options = new ForestOptions { Trees = 5, MaxDepth = 6, MinSamplesLeaf = 1, MaxFeatures = 2 };
        foreach (var model in new ForestClassifier[] { RandomForest.Fit(x, y, 3, options), ExtraTrees.Fit(x, y, 3, options) })
        {
            var trees = Enumerable.Range(0, 5).Select(model.Tree).ToArray();
            Assert.Contains(trees, t => CutsAgain(t[0], 0, []));
            var explainer = new TreeExplainer(model);
            foreach (var row in SomeRows(x))
            {
                for (var k = 0; k < 3; k++)
                {
                    var expected = Shapley(4, known => trees.Average(t => Expectation(t[k], row, known, 0)));
                    Assert.Equal(expected, Explain(explainer, row, k), (a, b) => Math.Abs(a - b) < 1e-12);
                    Assert.Equal(trees.Average(t => Expectation(t[k], row, 0, 0)), explainer.BaseValue(k), 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Explain_BoostedTrees_IsBruteForceOverAllSets()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(300, 4, 2);
        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 4, MaxDepth = 5, MinChildWeight = 0.5, L2 = 1 });
        var explainer = new TreeExplainer(model);
        Assert.Contains(Enumerable.Range(0, 4), round => CutsAgain(model.Tree(round, 0), 0, []));
        foreach (var row in SomeRows(x))
        {
            for (var k = 0; k < 3; k++)
            {
                var expected = Shapley(4, known => Enumerable.Range(0, 4).Sum(round => Expectation(model.Tree(round, k), row, known, 0)));
                Assert.Equal(expected, Explain(explainer, row, k), (a, b) => Math.Abs(a - b) < 1e-12);
            }
        }
    }

    [Fact]
    public void Explain_AddsUpToTheAnswer()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(800, 12, 3);
        double[] numbers = [.. y.Select(v => v * 1.5)];
        var deep = new ForestOptions { Trees = 4, MaxDepth = 40, MinSamplesLeaf = 1 };
        var classes = RandomForest.Fit(x, y, 3, deep);
        var regressor = ExtraTreesRegressor.Fit(x, numbers, deep);
        var boosted = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 20 });
        var (ofClasses, ofNumbers, ofBoosted) = (new TreeExplainer(classes), new TreeExplainer(regressor), new TreeExplainer(boosted));
        var boostedNumbers = GradientBoostedRegressor.Fit(x, numbers, options: new() { Rounds = 20 });
        var ofBoostedNumbers = new TreeExplainer(boostedNumbers);
        foreach (var row in SomeRows(x))
        {
            var p = new double[3];
            classes.PredictProba(row, p);
            Assert.Equal(p, Enumerable.Range(0, 3).Select(k => Total(ofClasses, row, k)), (a, b) => Math.Abs(a - b) < 1e-9);
            Assert.Equal(regressor.Predict(row), Total(ofNumbers, row, 0), 1e-9);
            Assert.Equal(boostedNumbers.Predict(row), Total(ofBoostedNumbers, row, 0), 1e-9);

            var scores = Enumerable.Range(0, 3).Select(k => Total(ofBoosted, row, k)).ToArray();
            Probabilities.Softmax(scores);
            boosted.PredictProba(row, p);
            Assert.Equal(p, scores, (a, b) => Math.Abs(a - b) < 1e-9);
        }

        static double Total(TreeExplainer explainer, double[] row, int output) => explainer.BaseValue(output) + Explain(explainer, row, output).Sum();
    }

    [Fact]
    public void Explain_TwoClassesWithOneScore_AddsUpToTheLogOdds()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(400, 5, 4);
        int[] up = [.. y.Select(v => v == 2 ? 1 : 0)];
        var model = GradientBoostedTrees.Fit(x, up, null, null, new() { ClassCount = 2, Loss = ClassificationLoss.Logistic, Rounds = 10, MinChildWeight = 1 });
        var explainer = new TreeExplainer(model);

        Assert.Equal(1, explainer.OutputCount);
        foreach (var row in SomeRows(x))
        {
            var p = new double[2];
            model.PredictProba(row, p);
            Assert.Equal(Math.Log(p[1] / p[0]), explainer.BaseValue(0) + Explain(explainer, row, 0).Sum(), 1e-9);
        }

        Assert.Equal(Enumerable.Range(0, 40).SelectMany(i => Explain(explainer, x.Row(i).ToArray(), 0)), explainer.Explain(x.CopyRows(0, 40), 0, threads: 2).Values);
    }

    [Fact]
    public void Explain_OneRow_AllocatesNothing()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(200, 4, 5);
        var explainer = new TreeExplainer(RandomForest.Fit(x, y, 3, new() { Trees = 5 }));
        var (row, parts) = (x.Row(0).ToArray(), new double[4]);
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            explainer.Explain(row, 0, parts);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Explain_BadInput_NamesIt()
    {
        var explainer = new TreeExplainer(RandomForest.Fit(new Matrix([1, 2, 3, 4], 4, 1), [0, 0, 1, 1], 2, new() { Trees = 1, MinSamplesLeaf = 1 }));

        Assert.Contains("row", Assert.Throws<ArgumentException>(() => explainer.Explain([1, 2], 0, new double[1])).Message, StringComparison.Ordinal);
        Assert.Contains("contributions", Assert.Throws<ArgumentException>(() => explainer.Explain([1], 0, new double[2])).Message, StringComparison.Ordinal);
        Assert.Contains("output is 2", Assert.Throws<ArgumentOutOfRangeException>(() => explainer.Explain([1], 2, new double[1])).Message, StringComparison.Ordinal);
    }

    private static double[][] SomeRows(Matrix x) =>
        [.. Enumerable.Range(0, 12).Select(i => x.Row(i * 7).ToArray()), [.. Enumerable.Repeat(double.NaN, x.Columns)]];

    private static double[] Explain(TreeExplainer explainer, double[] row, int output)
    {
        var parts = new double[explainer.FeatureCount];
        explainer.Explain(row, output, parts);
        return parts;
    }

    /// <summary>By definition: Σ over sets without i of |S|! (n - |S| - 1)! / n! · (v(S + i) - v(S)); sets are bit masks.</summary>
    private static double[] Shapley(int n, Func<int, double> value) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, 1 << n).Where(s => ((s >> i) & 1) == 0)
            .Sum(s => Factorial(BitOperations.PopCount((uint)s)) * Factorial(n - BitOperations.PopCount((uint)s) - 1) / Factorial(n) * (value(s | (1 << i)) - value(s))))];

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    /// <summary>The tree's answer when only the features in <paramref name="known"/> are known.</summary>
    private static double Expectation(TreeView tree, double[] row, int known, int node)
    {
        var feature = tree.Feature[node];
        if (feature < 0)
        {
            return tree.Value[node];
        }

        var (left, right) = (tree.Left[node], tree.Right[node]);
        if (((known >> feature) & 1) == 1)
        {
            var value = row[feature];
            return Expectation(tree, row, known, double.IsNaN(value) ? tree.DefaultLeft[node] ? left : right : value < tree.Threshold[node] ? left : right);
        }

        return ((tree.Cover[left] * Expectation(tree, row, known, left)) + (tree.Cover[right] * Expectation(tree, row, known, right))) / tree.Cover[node];
    }

    private static bool CutsAgain(TreeView tree, int node, int[] above) =>
        tree.Feature[node] >= 0 && (above.Contains(tree.Feature[node])
            || CutsAgain(tree, tree.Left[node], [.. above, tree.Feature[node]]) || CutsAgain(tree, tree.Right[node], [.. above, tree.Feature[node]]));
}
