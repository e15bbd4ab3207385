using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class TreeViewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Tree_WalkedByHand_GivesTheModelsProbabilities(int depth)
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(900, 6, 4);
        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 5, MaxDepth = depth, MinChildWeight = 1, L2 = 1 });
        var expected = new double[3];
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i).ToArray();
            double[] p = [.. Enumerable.Range(0, 3).Select(k => model.BaseScores[k] + Enumerable.Range(0, model.Rounds).Sum(r => Walk(model.Tree(r, k), row)))];
            model.PredictProba(row, expected);

            var norm = p.Sum(Math.Exp);
            Assert.All(p.Zip(expected), pair => Assert.Equal(pair.Second, Math.Exp(pair.First) / norm, 12));
        }
    }

    [Fact]
    public void Tree_Covers_CountTheRowsThatPass()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(700, 5, 6);
        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 3, Subsample = 1, MinChildWeight = 1 });
        for (var k = 0; k < 3; k++)
        {
            var tree = model.Tree(2, k);
            var passed = new double[tree.NodeCount];
            for (var i = 0; i < x.Rows; i++)
            {
                Walk(tree, x.Row(i).ToArray(), passed);
            }

            Assert.True(tree.NodeCount > 1);
            Assert.Equal(passed, tree.Cover);
        }
    }

    [Fact]
    public void Tree_Subsampled_CoversTheRowsDrawn()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(700, 5, 6);
        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 1, Subsample = 0.25, MinChildWeight = 1 });

        Assert.Equal(175, model.Tree(0, 1).Cover[0]);
    }

    private static double Walk(TreeView tree, double[] row, double[]? passed = null)
    {
        var at = 0;
        while (true)
        {
            if (passed is not null)
            {
                passed[at]++;
            }

            if (tree.Feature[at] < 0)
            {
                return tree.Value[at];
            }

            var value = row[tree.Feature[at]];
            at = (double.IsNaN(value) ? tree.DefaultLeft[at] : value < tree.Threshold[at]) ? tree.Left[at] : tree.Right[at];
        }
    }
}
