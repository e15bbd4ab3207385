using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class AdaptiveRandomForestTests
{
    /// <summary>The columns that decide change at once; 5 % of the labels are wrong, so that 0.95 is the best there is.</summary>
    [Fact]
    public void PartialFit_AbruptDrift_IsRecoveredFromWithin2000Rows()
    {
        var forest = new AdaptiveRandomForest(6, 2);
        var noise = new Random(8);

        var before = HoeffdingAdaptiveTreeTests.Prequential(forest, 3000, 1000, seed: 6, row => Flip(row[0] + row[1] > 0.5));
        var after = HoeffdingAdaptiveTreeTests.Prequential(forest, 3000, 1000, seed: 7, row => Flip(row[2] - row[1] > 0.5));

        Assert.InRange(before, 0.85, 0.98);
        Assert.InRange(after, 0.85, 0.98);
        Assert.True(forest.Replacements > 0);

        int Flip(bool one) => one != noise.NextDouble() < 0.05 ? 1 : 0;
    }

    [Fact]
    public void PartialFit_Stationary_KeepsItsTrees()
    {
        var forest = new AdaptiveRandomForest(4, 2);
        var noise = new Random(3);

        HoeffdingAdaptiveTreeTests.Prequential(forest, 4000, 1, seed: 11, row => (row[0] > 0) != noise.NextDouble() < 0.2 ? 1 : 0);

        Assert.InRange(forest.Replacements, 0, 1);
    }

    [Fact]
    public void Load_WithBackgroundTrees_LearnsOnToTheBit()
    {
        var options = new AdaptiveRandomForestOptions { Trees = 5, WarningDelta = 0.2, DriftDelta = 1e-6 };
        var forest = new AdaptiveRandomForest(4, 2, options);
        static int After(double[] row) => row[0] > 0.7 ? 1 : 0;
        HoeffdingAdaptiveTreeTests.Prequential(forest, 1000, 1, seed: 1, row => row[0] > 0 ? 1 : 0);
        for (var part = 0; part < 100 && forest.BackgroundTrees == 0; part++)
        {
            HoeffdingAdaptiveTreeTests.Prequential(forest, 4, 1, seed: part, After);
        }

        Assert.True(forest.BackgroundTrees > 0);
        var copy = new AdaptiveRandomForest(4, 2, options);
        copy.Load(StateCopy.Reader(StateCopy.Bytes(forest.Save)));
        HoeffdingAdaptiveTreeTests.Prequential(forest, 500, 1, seed: 2, After);
        HoeffdingAdaptiveTreeTests.Prequential(copy, 500, 1, seed: 2, After);

        Assert.Equal(StateCopy.Bytes(forest.Save), StateCopy.Bytes(copy.Save));
    }

    [Fact]
    public void Forest_BeatsItsTrees()
    {
        static int Concept(double[] row) => (row[0] * row[1]) + row[2] > 0.3 ? 1 : 0;
        var options = new AdaptiveRandomForestOptions();

        var tree = HoeffdingAdaptiveTreeTests.Prequential(new HoeffdingAdaptiveTree(8, 2, options.Tree with { MaxFeatures = 4 }), 5000, 2000, seed: 12, Concept);
        var forest = HoeffdingAdaptiveTreeTests.Prequential(new AdaptiveRandomForest(8, 2, options), 5000, 2000, seed: 12, Concept);

        Assert.True(forest > tree, $"{forest} {tree}");
    }

    [Fact]
    public void Seed_ChangesTheForest_AndNothingElseDoes()
    {
        byte[] Learned(ulong seed)
        {
            var forest = new AdaptiveRandomForest(4, 2, new() { Seed = seed, Trees = 2 });
            HoeffdingAdaptiveTreeTests.Prequential(forest, 500, 1, seed: 1, row => row[0] > 0 ? 1 : 0);
            return StateCopy.Bytes(forest.Save);
        }

        Assert.Equal(Learned(1), Learned(1));
        Assert.NotEqual(Learned(1), Learned(2));
    }

    [Fact]
    public void Options_AbsurdValues_AreRefusedByName()
    {
        Assert.Contains("Trees is 0", Refused(new() { Trees = 0 }), StringComparison.Ordinal);
        Assert.Contains("Lambda is 0", Refused(new() { Lambda = 0 }), StringComparison.Ordinal);
        Assert.Contains("MaxNodes is 0", Refused(new() { Tree = new() { MaxNodes = 0 } }), StringComparison.Ordinal);

        static string Refused(AdaptiveRandomForestOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveRandomForest(1, 2, options)).Message;
    }
}
