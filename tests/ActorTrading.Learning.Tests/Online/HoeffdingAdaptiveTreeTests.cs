using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class HoeffdingAdaptiveTreeTests
{
    /// <summary>R = log2(3), delta = 1e-5, n = 1000: sqrt(2.5121 · 11.5129 / 2000) = 0.12025.</summary>
    [Fact]
    public void Bound_IsThatOfThePaper()
    {
        Assert.Equal(0.12025, HoeffdingSplit.Bound(Math.Log2(3), 1e-5, 1000), 5);
        Assert.Equal(HoeffdingSplit.Bound(1, 0.05, 100) / 2, HoeffdingSplit.Bound(1, 0.05, 400), 12);
    }

    /// <summary>The chi-squared tail that 2·n·ln 2·gain must exceed, against the exact one of two degrees of freedom: exp(-x / 2).</summary>
    [Fact]
    public void Chance_IsBeyondTheExactTail()
    {
        var x = HoeffdingSplit.Chance(3, 1, 0.001, 1) * 2 * Math.Log(2);

        Assert.InRange(Math.Exp(-x / 2), 1e-6, 0.001);
    }

    /// <summary>Abramowitz and Stegun, table 26.1.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447461)]
    [InlineData(-1.96, 0.0249978951)]
    [InlineData(3, 0.9986501020)]
    public void NormalShare_IsTheTables(double z, double share) => Assert.Equal(share, GaussianObserver.NormalShare(z), 7.5e-8);

    /// <summary>Ten of each class: a clean cut tells one bit; 8 and 2 on either side tell 1 - 0.7219.</summary>
    [Fact]
    public void Gain_IsTheInformationInBits()
    {
        Assert.Equal(1, GaussianObserver.Gain([10, 0], [0, 10]), 12);
        Assert.Equal(1 - 0.7219280949, GaussianObserver.Gain([8, 2], [2, 8]), 9);
        Assert.Equal(0, GaussianObserver.Gain([5, 5], [5, 5]), 12);
        Assert.Equal(0, GaussianObserver.Gain([0.05, 0], [9.95, 10]));
    }

    /// <summary>Two classes at -1 and +1 with deviation 1: naive Bayes gives log-odds 2·x.</summary>
    [Fact]
    public void AddLogDensities_TwoNormals_GiveTheirLogOdds()
    {
        var random = new Random(2);
        var observer = new GaussianObserver(2, [1]);
        for (var i = 0; i < 40_000; i++)
        {
            observer.Add([double.NaN, Samples.Normal(random) + (i % 2 == 0 ? -1 : 1)], i % 2, 1);
        }

        var scores = new double[2];
        observer.AddLogDensities([double.NaN, 0.7], scores);
        Assert.Equal(1.4, scores[1] - scores[0], 0.05);

        var (left, right) = (new double[2], new double[2]);
        observer.Part(0, 0, left, right);
        Assert.Equal(0.8413, left[0] / 20_000, 0.01);
        Assert.Equal(0.8413, right[1] / 20_000, 0.01);
    }

    [Fact]
    public void Add_Weighted_CountsAsOften()
    {
        var (once, often) = (new GaussianObserver(1, [0]), new GaussianObserver(1, [0]));
        foreach (var (value, weight) in new[] { (1.0, 3), (2, 1), (5, 2) })
        {
            once.Add([value], 0, weight);
            for (var i = 0; i < weight; i++)
            {
                often.Add([value], 0, 1);
            }
        }

        var (a, b) = (new double[1], new double[1]);
        once.AddLogDensities([3], a);
        often.AddLogDensities([3], b);
        Assert.Equal(b[0], a[0], 12);
    }

    [Fact]
    public void PartialFit_Noise_NeverSplits()
    {
        var random = new Random(4);
        var tree = new HoeffdingAdaptiveTree(10, 3);
        foreach (var row in Samples.Rows(20_000, 10, seed: 3))
        {
            tree.PartialFit(row, random.Next(3));
        }

        Assert.Equal(1, tree.NodeCount);
    }

    [Fact]
    public void PartialFit_AxisParallelConcept_IsLearned()
    {
        var tree = new HoeffdingAdaptiveTree(4, 3);

        var accuracy = Prequential(tree, 12_000, 2000, seed: 5, row => row[0] > 0.3 ? 0 : row[1] > -0.2 ? 1 : 2);

        Assert.InRange(accuracy, 0.95, 1);
        Assert.True(tree.Importance[0] + tree.Importance[1] > 0.9, string.Join(' ', tree.Importance));
    }

    /// <summary>The columns that decide change at once; 5 % of the labels are wrong, so that 0.95 is the best there is.</summary>
    [Fact]
    public void PartialFit_AbruptDrift_IsRecoveredFromWithin3000Rows()
    {
        var tree = new HoeffdingAdaptiveTree(4, 2);
        var noise = new Random(8);

        var before = Prequential(tree, 8000, 1000, seed: 6, row => Flip(row[0] > 0.5));
        var after = Prequential(tree, 4000, 1000, seed: 7, row => Flip(row[1] > 0.5 == row[0] > 0.5));

        Assert.InRange(before, 0.92, 0.98);
        Assert.InRange(after, 0.9, 0.98);

        int Flip(bool one) => one != noise.NextDouble() < 0.05 ? 1 : 0;
    }

    /// <summary>One split is allowed: a tree that spent it on the old concept's column can learn the new concept by an alternate only.</summary>
    [Fact]
    public void PartialFit_OtherColumnDecides_AlternateTakesTheBranchsPlace()
    {
        var tree = new HoeffdingAdaptiveTree(3, 2, new() { MaxDepth = 1 });
        Prequential(tree, 5000, 1000, seed: 9, row => row[0] > 0 ? 1 : 0);
        Assert.True(tree.Importance[0] > 0.99);

        var after = Prequential(tree, 15_000, 1000, seed: 10, row => row[1] > 0 && row[2] > 0 ? 1 : 0);

        Assert.Equal(1, tree.Replacements);
        Assert.Equal(0, tree.Importance[0]);
        Assert.InRange(after, 0.93, 1);
    }

    [Fact]
    public void Load_WithAnAlternate_LearnsOnToTheBit()
    {
        var options = new HoeffdingAdaptiveTreeOptions { MaxDepth = 1 };
        var tree = new HoeffdingAdaptiveTree(3, 2, options);
        Prequential(tree, 5000, 1, seed: 9, row => row[0] > 0 ? 1 : 0);
        static int Concept(double[] row) => row[1] > 0 && row[2] > 0 ? 1 : 0;
        for (var part = 0; part < 100 && tree.NodeCount <= 3; part++)
        {
            Prequential(tree, 10, 1, seed: part, Concept);
        }

        Assert.True(tree.NodeCount > 3);
        var copy = new HoeffdingAdaptiveTree(3, 2, options);
        copy.Load(StateCopy.Reader(StateCopy.Bytes(tree.Save)));
        Prequential(tree, 4000, 1, seed: 11, Concept);
        Prequential(copy, 4000, 1, seed: 11, Concept);

        Assert.Equal(1, copy.Replacements);
        Assert.Equal(StateCopy.Bytes(tree.Save), StateCopy.Bytes(copy.Save));
    }

    [Fact]
    public void Limits_AreKept()
    {
        var tree = new HoeffdingAdaptiveTree(3, 2, new() { MaxNodes = 7, MaxDepth = 2, GracePeriod = 20, TieThreshold = 1, SplitConfidence = 0.5 });

        for (var part = 0; part < 4; part++)
        {
            Prequential(tree, 3000, 1, seed: part, row => (Math.Sin(3 * row[part % 3]) + row[1] > 0) == (part % 2 == 0) ? 1 : 0);
            Assert.InRange(tree.NodeCount, 1, 14);
        }
    }

    [Fact]
    public void Load_MoreNodesThanAllowed_IsRefused()
    {
        var tree = new HoeffdingAdaptiveTree(4, 3);
        Prequential(tree, 8000, 1, seed: 5, row => row[0] > 0.3 ? 0 : row[1] > -0.2 ? 1 : 2);
        var bytes = StateCopy.Bytes(tree.Save);

        var e = Assert.Throws<InvalidDataException>(() => new HoeffdingAdaptiveTree(4, 3, new() { MaxNodes = 1 }).Load(StateCopy.Reader(bytes)));

        Assert.Contains("more than 2 nodes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AbsurdValues_AreRefusedByName()
    {
        Assert.Contains("GracePeriod is 0", Refused(new() { GracePeriod = 0 }), StringComparison.Ordinal);
        Assert.Contains("SplitConfidence is NaN", Refused(new() { SplitConfidence = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("MaxDepth is 31", Refused(new() { MaxDepth = 31 }), StringComparison.Ordinal);

        static string Refused(HoeffdingAdaptiveTreeOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new HoeffdingAdaptiveTree(1, 2, options)).Message;
    }

    /// <summary>Learns rows and gives the share of the last ones that were answered rightly before they were learned.</summary>
    internal static double Prequential(IOnlineClassifier model, int rows, int scored, int seed, Func<double[], int> concept)
    {
        var p = new double[model.ClassCount];
        var right = 0;
        var all = Samples.Rows(rows, model.FeatureCount, seed);
        for (var i = 0; i < rows; i++)
        {
            var label = concept(all[i]);
            model.PredictProba(all[i], p);
            right += i >= rows - scored && Probabilities.ArgMax(p) == label ? 1 : 0;
            model.PartialFit(all[i], label);
        }

        return (double)right / scored;
    }
}
