using ActorTrading.Learning.Splitting;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class GradientBoostedTreesTests
{
    private static readonly GradientBoostedTreesOptions Plain = new()
    {
        ClassCount = 2,
        Rounds = 1,
        LearningRate = 1,
        MaxDepth = 1,
        MinChildWeight = 0,
        L2 = 1,
        Subsample = 1,
        ColumnSample = 1,
    };

    [Fact]
    public void Fit_OneSplitTwoClasses_GivesTheHandWorkedLeaves()
    {
        // Base rate 1/2 each: class 1 has g = 1/2 for label 0 and -1/2 for label 1, h = 2 · 1/4 = 1/2 per row.
        // Left {0, 0}: -G/(H + 1) = -1/(1 + 1) = -1/2; right {1, 1}: +1/2; class 0 mirrored. P(1 | right) = 1/(1 + e^-1).
        var x = new Matrix([1, 2, 3, 4], 4, 1);

        var model = GradientBoostedTrees.Fit(x, [0, 0, 1, 1], null, null, Plain);

        Assert.Equal(1 / (1 + Math.Exp(-1)), Predict(model, 3)[1], 6);
        Assert.Equal(1 / (1 + Math.Exp(1)), Predict(model, 2)[1], 6);
        Assert.Equal(Predict(model, 2.49)[1], Predict(model, -100)[1]);
        Assert.Equal(Predict(model, 2.51)[1], Predict(model, double.PositiveInfinity)[1]);
    }

    [Fact]
    public void Fit_ExclusiveOrOfTwoAmongManyColumns_GivesEachQuadrantItsNewtonStep()
    {
        // Quadrants of 3, 4, 5 and 6 rows; ten constant columns push the second one into another block of histograms.
        int[] sizes = [3, 4, 5, 6];
        var quadrant = sizes.SelectMany((size, q) => Enumerable.Repeat(q, size)).ToArray();
        var x = new Matrix(quadrant.Length, 12);
        for (var i = 0; i < quadrant.Length; i++)
        {
            x[i, 0] = quadrant[i] / 2;
            x[i, 11] = quadrant[i] % 2;
        }

        int[] y = [.. quadrant.Select(q => (q / 2) ^ (q % 2))];
        var rate = y.Average();
        var h = 2 * rate * (1 - rate);

        var model = GradientBoostedTrees.Fit(x, y, null, null, Plain with { MaxDepth = 2 });

        for (var i = 0; i < y.Length; i++)
        {
            var n = sizes[quadrant[i]];
            var leaf = -n * (rate - y[i]) / ((n * h) + 1);
            Assert.Equal(1 / (1 + Math.Exp(-(2 * leaf) - Math.Log(rate / (1 - rate)))), Predict(model, x.Row(i))[1], 6);
        }
    }

    [Fact]
    public void Fit_L1Penalty_ShrinksTheGradientSum()
    {
        var x = new Matrix([1, 2, 3, 4], 4, 1);

        var model = GradientBoostedTrees.Fit(x, [0, 0, 1, 1], null, null, Plain with { L1 = 0.5 });

        // |G| = 1 - 0.5, H + 1 = 2: leaves of ±1/4, a difference of scores of 1/2.
        Assert.Equal(1 / (1 + Math.Exp(-0.5)), Predict(model, 4)[1], 6);
    }

    [Fact]
    public void Fit_MissingValues_FollowTheSideThatFitsThem()
    {
        double[] values = [1, 1, 2, 2, double.NaN, double.NaN];
        var x = new Matrix(values, 6, 1);

        var likeRight = GradientBoostedTrees.Fit(x, [0, 0, 1, 1, 1, 1], null, null, Plain);
        var likeLeft = GradientBoostedTrees.Fit(x, [0, 0, 1, 1, 0, 0], null, null, Plain);

        Assert.Equal(Predict(likeRight, 2), Predict(likeRight, double.NaN));
        Assert.Equal(Predict(likeLeft, 1), Predict(likeLeft, double.NaN));
    }

    [Fact]
    public void Fit_SmallRandomData_SplitsWhereBruteForceDoes()
    {
        var random = new Random(7);
        var judged = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var rows = random.Next(20, 60);
            var x = new Matrix(rows, 3);
            for (var i = 0; i < x.Values.Length; i++)
            {
                x.Values[i] = random.Next(0, 9);
            }

            var y = Enumerable.Range(0, rows).Select(_ => random.Next(2)).ToArray();
            y[0] = 0;
            y[1] = 1;

            var model = GradientBoostedTrees.Fit(x, y, null, null, Plain);

            var cuts = AllStumps(x, y, l2: 1);
            if (cuts[0].Score - cuts.First(c => !c.Right.SequenceEqual(cuts[0].Right)).Score < 1e-5)
            {
                continue; // Two different cuts are equally good: either is right.
            }

            judged++;
            for (var i = 0; i < rows; i++)
            {
                Assert.Equal(cuts[0].Probability[i], Predict(model, x.Row(i))[1], 5);
            }
        }

        Assert.InRange(judged, 50, 200);
    }

    [Fact]
    public void Fit_MinChildWeight_ForbidsSmallChildren()
    {
        var x = new Matrix([1, 2, 3, 4], 4, 1);

        var model = GradientBoostedTrees.Fit(x, [0, 1, 1, 1], null, null, Plain with { MinChildWeight = 0.7 });

        // h = 2 · 3/16 = 3/8 per row: one row alone weighs too little, so the cut is in the middle.
        Assert.Equal(Predict(model, 1), Predict(model, 2));
        Assert.NotEqual(Predict(model, 2), Predict(model, 3));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes(int threads)
    {
        var (x, y) = Noisy(3000, 11, 5);
        var options = new GradientBoostedTreesOptions { Rounds = 12, MaxDepth = 5, MinChildWeight = 2, Threads = 1 };

        var one = GradientBoostedTrees.Fit(x, y, x, y, options);
        var many = GradientBoostedTrees.Fit(x, y, x, y, options with { Threads = threads });

        Assert.Equal(AllProbabilities(one, x), AllProbabilities(many, x));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 10)]
    [InlineData(5, 90)]
    [InlineData(6, 30)]
    [InlineData(8, 10)]
    public void PredictProba_Batch_GivesTheSameBitsAsRowByRow(int depth, int features)
    {
        var (x, y) = Noisy(777, features, 9);
        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 9, MaxDepth = depth, MinChildWeight = 0.1, L2 = 0.1 });

        var batch = model.PredictProba(x, threads: 2);

        Assert.Equal(AllProbabilities(model, x), batch.Values);
    }

    [Fact]
    public void Load_SavedModel_GivesTheSameBits()
    {
        var (x, y) = Noisy(500, 6, 3);
        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 7, MinChildWeight = 1 });

        var bytes = StateCopy.Bytes(model.Save);
        var copy = GradientBoostedTrees.Load(StateCopy.Reader(bytes));

        Assert.Equal(AllProbabilities(model, x), AllProbabilities(copy, x));
        Assert.Equal(model.Options, copy.Options);
        Assert.Equal(model.Importance, copy.Importance);
        Assert.Equal(bytes, StateCopy.Bytes(copy.Save));
    }

    [Fact]
    public void Load_FileOfFormatOne_StaysReadable()
    {
        // The hand-worked stump above, as it was written when the format was new.
        const string Stored = "AQIAAAABAAAAAAAAAAAA8D8BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAAAAAAAAAADwPwAAAAAAAPA//wAAACgAAAABAAAAAAAAAAIAAAABAAAAAQAAAAAAAAAAAARAAgAA"
            + "AO85+v5CLua/7zn6/kIu5r8BAAAAAAAAAAAA8D8EAAAA/wAAAAABAAD/AAAAAAEAAAQAAAAAAEAAAADgPwAAQAAAAOC/AACA////378AAID////fPw==";

        var model = GradientBoostedTrees.Load(StateCopy.Reader(Convert.FromBase64String(Stored)));

        Assert.Equal((1, 2, 1), (model.FeatureCount, model.ClassCount, model.Rounds));
        Assert.Equal(1 / (1 + Math.Exp(-1)), Predict(model, 3)[1], 6);
        Assert.Equal(1 / (1 + Math.Exp(1)), Predict(model, 2)[1], 6);
    }

    [Fact]
    public void Load_Nonsense_SaysWhatIsWrong()
    {
        var e = Assert.Throws<InvalidDataException>(() => GradientBoostedTrees.Load(StateCopy.Reader([9, 1, 2, 3])));

        Assert.Contains("format version 9", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LabelsThatFeaturesCannotTell_StopsEarlyAtTheBaseRates()
    {
        var random = new Random(3);
        var x = new Matrix(2000, 4);
        for (var i = 0; i < x.Values.Length; i++)
        {
            x.Values[i] = random.NextDouble();
        }

        var y = Enumerable.Range(0, 2000).Select(_ => random.Next(3)).ToArray();

        var model = GradientBoostedTrees.Fit(
            x.CopyRows(0, 1000), y[..1000], x.CopyRows(1000, 1000), y[1000..], new() { LearningRate = 0.3, EarlyStoppingRounds = 5, MinChildWeight = 1 });

        Assert.InRange(model.Rounds, 0, 10);
    }

    [Fact]
    public void Fit_FeatureThatDecides_IsNamedByImportance()
    {
        var (x, y) = Noisy(3000, 8, 1);

        var model = GradientBoostedTrees.Fit(x, y, null, null, new() { Rounds = 20 });

        Assert.Equal(1, model.Importance.Sum(), 9);
        Assert.Equal(model.Importance.Max(), model.Importance[0]);
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        var (x, y) = Noisy(100, 2, 1);

        Assert.Throws<OperationCanceledException>(() => GradientBoostedTrees.Fit(x, y, null, null, new(), cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Fit_LabelOutOfRange_NamesTheValue()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => GradientBoostedTrees.Fit(new Matrix(2, 1), [0, 3], null, null, new()));

        Assert.Contains("3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FitThenRefit_KeepsTheChosenRounds()
    {
        var (x, y) = Noisy(3000, 5, 2);
        var times = Enumerable.Range(0, 3000).Select(i => (long)i).ToArray();
        var split = PurgedTimeSplit.Last(times, 0.2, labelHorizon: 10);
        var options = new GradientBoostedTreesOptions { Rounds = 60 };

        var chosen = GradientBoostedTrees.Fit(x.CopyRows(0, split.TrainCount), y[..split.TrainCount], x.CopyRows(split.ValidationStart, split.ValidationCount), y[split.ValidationStart..], options);
        var model = GradientBoostedTrees.FitThenRefit(x, y, split, options);

        Assert.Equal(chosen.Rounds, model.Rounds);
    }

    internal static (Matrix X, int[] Y) Noisy(int rows, int features, int seed)
    {
        var random = new Random(seed);
        var x = new Matrix(rows, features);
        var y = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            for (var f = 0; f < features; f++)
            {
                x[i, f] = random.Next(20) == 0 ? double.NaN : (random.NextDouble() * 2) - 1;
            }

            var signal = (double.IsNaN(x[i, 0]) ? 0.3 : x[i, 0]) + (0.4 * random.NextDouble());
            y[i] = signal < -0.2 ? 0 : signal > 0.6 ? 2 : 1;
        }

        return (x, y);
    }

    private static double[] AllProbabilities(GradientBoostedTrees model, Matrix x)
    {
        var all = new double[x.Rows * model.ClassCount];
        for (var i = 0; i < x.Rows; i++)
        {
            model.PredictProba(x.Row(i), all.AsSpan(i * model.ClassCount, model.ClassCount));
        }

        return all;
    }

    private static double[] Predict(GradientBoostedTrees model, params ReadOnlySpan<double> row)
    {
        var p = new double[model.ClassCount];
        model.PredictProba(row, p);
        return p;
    }

    /// <summary>Every cut with its sum of G² / (H + l2) over the children, best first, and P(1) per row after one stump per class.</summary>
    private static (double Score, bool[] Right, double[] Probability)[] AllStumps(Matrix x, int[] y, double l2)
    {
        var all = Enumerable.Range(0, x.Rows).ToArray();
        var rate = y.Average();
        var h = 2 * rate * (1 - rate);
        return [.. Enumerable.Range(0, x.Columns)
            .SelectMany(f => all.Select(i => x[i, f]).Distinct().Select(cut => all.Select(i => x[i, f] >= cut).ToArray()))
            .Select(Stump)
            .OrderByDescending(s => s.Score)];

        (double Score, bool[] Right, double[] Probability) Stump(bool[] right)
        {
            double[] g = [all.Where(i => !right[i]).Sum(i => rate - y[i]), all.Where(i => right[i]).Sum(i => rate - y[i])];
            double[] d = [(right.Count(r => !r) * h) + l2, (right.Count(r => r) * h) + l2];

            // Class 0's tree is the mirror image: the difference of scores is twice the leaf, plus the base rates.
            return (
                (g[0] * g[0] / d[0]) + (g[1] * g[1] / d[1]),
                right,
                [.. right.Select(r => r ? -g[1] / d[1] : -g[0] / d[0]).Select(leaf => 1 / (1 + Math.Exp(-(2 * leaf) - Math.Log(rate / (1 - rate)))))]);
        }
    }
}
