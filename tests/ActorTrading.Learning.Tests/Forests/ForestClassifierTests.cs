using ActorTrading.Learning.Forests;
using ActorTrading.Learning.Tests.Trees;

namespace ActorTrading.Learning.Tests.Forests;

public sealed class ForestClassifierTests
{
    private static readonly ForestOptions OneTree = new() { Trees = 1, MaxDepth = 1, MinSamplesLeaf = 1, MaxFeatures = 100, Bootstrap = false };

    [Fact]
    public void Fit_OneStump_GivesTheHandWorkedShares()
    {
        // Cuts of {0, 1, 1 | 0} by Gini, sum of n0²/n + n1²/n over the sides: 1 + 5/3, 1 + 1 and 5/3 + 1; with two rows a side only the middle is left.
        var x = new Matrix([1, 2, 3, 4], 4, 1);

        var free = RandomForest.Fit(x, [0, 1, 1, 1], 2, OneTree);
        var even = RandomForest.Fit(x, [0, 1, 1, 1], 2, OneTree with { MinSamplesLeaf = 2 });

        Assert.Equal([1, 0], Predict(free, 1.49));
        Assert.Equal([0, 1], Predict(free, 1.51));
        Assert.Equal([0.5, 0.5], Predict(even, 2.49));
        Assert.Equal([0, 1], Predict(even, 2.51));
    }

    [Fact]
    public void Fit_OneTreeOnSmallRandomData_IsTheTreeOfBruteForce()
    {
        var random = new Random(5);
        var judged = 0;
        for (var trial = 0; trial < 150; trial++)
        {
            var (rows, least) = (random.Next(15, 40), random.Next(1, 4));
            var x = new Matrix(rows, 3);
            for (var i = 0; i < x.Values.Length; i++)
            {
                x.Values[i] = random.Next(6) == 0 ? double.NaN : random.Next(0, 7);
            }

            var y = Enumerable.Range(0, rows).Select(i => i < 3 ? i : random.Next(3)).ToArray();
            var expected = new double[rows][];
            if (!TryGrow(x, y, [.. Enumerable.Range(0, rows)], depth: 2, least, expected))
            {
                continue; // Two different cuts are equally good: either is right.
            }

            judged++;
            var model = RandomForest.Fit(x, y, 3, OneTree with { MaxDepth = 2, MinSamplesLeaf = least });
            for (var i = 0; i < rows; i++)
            {
                Assert.Equal(expected[i], Predict(model, x.Row(i)));
            }
        }

        Assert.InRange(judged, 40, 150);
    }

    [Fact]
    public void Fit_MissingValues_FollowTheSideThatFitsThem()
    {
        var x = new Matrix([1, 1, 2, 2, double.NaN, double.NaN], 6, 1);
        foreach (var fit in Learners())
        {
            Assert.Equal([0, 1], Predict(fit(x, [0, 0, 1, 1, 1, 1], 2, OneTree), double.NaN));
            Assert.Equal([1, 0], Predict(fit(x, [0, 0, 1, 1, 0, 0], 2, OneTree), double.NaN));
            Assert.Equal([1, 0], Predict(fit(x, [0, 0, 0, 0, 1, 1], 2, OneTree), 3));
            Assert.Equal([0, 1], Predict(fit(x, [0, 0, 0, 0, 1, 1], 2, OneTree), double.NaN));
        }
    }

    [Fact]
    public void Fit_NoMissingValues_LaterOnesGoWithTheMajority()
    {
        foreach (var fit in Learners())
        {
            Assert.Equal([0, 1], Predict(fit(new Matrix([1, 2, 2, 2], 4, 1), [0, 1, 1, 1], 2, OneTree), double.NaN));
            Assert.Equal([1, 0], Predict(fit(new Matrix([1, 1, 1, 2], 4, 1), [0, 0, 0, 1], 2, OneTree), double.NaN));
        }
    }

    [Fact]
    public void Fit_ExtraTrees_DrawsThresholdsEvenlyBetweenTheEnds()
    {
        // One cut in (0, 10] per tree: the share of trees that send t right is the share of thresholds at or below t.
        const int Trees = 4000;
        var model = ExtraTrees.Fit(new Matrix([0, 0, 10, 10], 4, 1), [0, 0, 1, 1], 2, OneTree with { Trees = Trees });

        foreach (var t in new[] { 0.5, 2, 5, 9 })
        {
            var share = t / 10;
            Assert.Equal(share, Predict(model, t)[1], 4 * Math.Sqrt(share * (1 - share) / Trees));
        }
    }

    [Fact]
    public void PredictProba_IsTheMeanOfTheTrees()
    {
        // Whatever the draws: a tree of depth 1 on one row of each class, drawn twice, is pure {0}, pure {1} or one cut; one quarter, one quarter, one half.
        const int Trees = 4000;
        var model = RandomForest.Fit(new Matrix([0, 1], 2, 1), [0, 1], 2, OneTree with { Trees = Trees, Bootstrap = true });

        // At 0: class 0 when pure 0 or cut: 3/4.
        Assert.Equal(0.75, Predict(model, 0)[0], 4 * Math.Sqrt(0.75 * 0.25 / Trees));
        Assert.Equal(1, Predict(model, 0).Sum(), 12);
    }

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(400, 6, 3);
        foreach (var fit in Learners())
        {
            var options = new ForestOptions { Trees = 20, MinSamplesLeaf = 3, Bootstrap = true };
            var one = fit(x, y, 3, options with { Threads = 1 });
            var four = fit(x, y, 3, options with { Threads = 4 });

            Assert.Equal(one.PredictProba(x).Values, four.PredictProba(x, threads: 4).Values);
            Assert.Equal(one.Importance, four.Importance);
            Assert.Equal(one.OutOfBagScore, four.OutOfBagScore);
        }
    }

    [Fact]
    public void OutOfBagScore_OfNoise_IsThatOfGuessing()
    {
        var x = Samples.Matrix(Samples.Rows(500, 4, seed: 4));
        var random = new Random(6);
        var y = Enumerable.Range(0, 500).Select(_ => random.Next(2)).ToArray();

        var model = RandomForest.Fit(x, y, 2, new() { Trees = 40, MaxDepth = 30, MinSamplesLeaf = 1 });

        Assert.InRange(Accuracy(model, x, y), 0.97, 1);
        Assert.InRange(model.OutOfBagScore!.Value, 0.41, 0.59);
    }

    [Fact]
    public void OutOfBagScore_OfSignal_IsThatOfNewRows()
    {
        var (x, y) = GradientBoostedTreesTests.Noisy(3000, 5, 8);
        var train = x.CopyRows(0, 1000);

        foreach (var fit in Learners())
        {
            var model = fit(train, y[..1000], 3, new() { Trees = 40, Bootstrap = true });

            Assert.Equal(Accuracy(model, x.CopyRows(1000, 2000), y[1000..]), model.OutOfBagScore!.Value, 0.03);
            Assert.InRange(model.OutOfBagScore!.Value, 0.7, 1);
            Assert.Equal(model.Importance.Max(), model.Importance[0]);
            Assert.Equal(1, model.Importance.Sum(), 9);
        }
    }

    [Fact]
    public void OutOfBagScore_WithoutDraws_IsNotThere() =>
        Assert.Null(ExtraTrees.Fit(new Matrix([1, 2, 3], 3, 1), [0, 1, 1], 2).OutOfBagScore);

    [Fact]
    public void Fit_ConstantColumnsOrOneRowPerClass_GivesTheBaseRates()
    {
        foreach (var fit in Learners())
        {
            Assert.Equal([0.25, 0.75], Predict(fit(new Matrix(4, 2), [0, 1, 1, 1], 2, new() { Bootstrap = false }), 0, 0));
            var missing = new Matrix([double.NaN, double.NaN], 2, 1);
            Assert.Equal([0.5, 0.5, 0, 0, 0], Predict(fit(missing, [0, 1], 5, new() { Bootstrap = false }), 7));
        }
    }

    [Fact]
    public void Fit_GreatestNumbers_StaysFinite()
    {
        var x = new Matrix([double.MinValue, -1, 1, double.MaxValue], 4, 1);
        foreach (var fit in Learners())
        {
            var model = fit(x, [0, 0, 1, 1], 2, OneTree with { Trees = 20, MaxDepth = 3 });

            Assert.Equal([1, 0], Predict(model, double.MinValue));
            Assert.Equal([0, 1], Predict(model, double.PositiveInfinity));
        }
    }

    /// <summary>Two children of 2^31 - 1 rows each have no parent.</summary>
    [Fact]
    public void Load_CoversThatOverflow_AreRefused()
    {
        var bytes = StateCopy.Bytes(w =>
        {
            w.Write(1);
            w.Write(0);
            w.Write(int.MaxValue);
            w.Write(0.5);
            for (var child = 0; child < 2; child++)
            {
                w.Write(-1);
                w.Write(int.MaxValue);
                w.Write(0.0);
            }
        });
        using var reader = StateCopy.Reader(bytes);

        Assert.Throws<InvalidDataException>(() => Forest.Load(reader, trees: 1, outputs: 1, maxDepth: 1, lowest: 0, highest: 1));
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        var x = new Matrix([1, 2], 2, 1);
        foreach (var fit in Learners())
        {
            Refused("x is 0 x 1", () => fit(new Matrix(0, 1), [], 2, OneTree));
            Refused("class 0 alone", () => fit(x, [0, 0], 2, OneTree));
            Refused("2", () => fit(x, [0, 2], 2, OneTree));
            Refused("y has 3", () => fit(x, [0, 1, 1], 2, OneTree));
            Refused("x[1, 0]", () => fit(new Matrix([1, double.NegativeInfinity], 2, 1), [0, 1], 2, OneTree));
            Refused("classCount is 1", () => fit(x, [0, 1], 1, OneTree));
            Refused("Trees is 0", () => fit(x, [0, 1], 2, OneTree with { Trees = 0 }));
            Refused("MaxDepth is 65", () => fit(x, [0, 1], 2, OneTree with { MaxDepth = 65 }));
            Refused("MinSamplesLeaf is 0", () => fit(x, [0, 1], 2, OneTree with { MinSamplesLeaf = 0 }));
        }

        Assert.Throws<OperationCanceledException>(() => RandomForest.Fit(x, [0, 1], 2, OneTree, new CancellationToken(canceled: true)));

        static void Refused(string what, Func<object> fit) => Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(fit).Message, StringComparison.Ordinal);
    }

    private static Func<Matrix, int[], int, ForestOptions, ForestClassifier>[] Learners() =>
        [(x, y, k, o) => RandomForest.Fit(x, y, k, o), (x, y, k, o) => ExtraTrees.Fit(x, y, k, o)];

    private static double[] Predict(ForestClassifier model, params ReadOnlySpan<double> row)
    {
        var p = new double[model.ClassCount];
        model.PredictProba(row, p);
        return p;
    }

    private static double Accuracy(ForestClassifier model, Matrix x, int[] y) =>
        Enumerable.Range(0, x.Rows).Average(i => Probabilities.ArgMax(Predict(model, x.Row(i))) == y[i] ? 1.0 : 0);

    /// <summary>The tree by definition: every threshold of every column with missing values on either side. False when two different best cuts are equally good.</summary>
    private static bool TryGrow(Matrix x, int[] y, int[] rows, int depth, int least, double[][] shares)
    {
        var cuts = depth == 0 ? [] : Enumerable.Range(0, x.Columns)
            .SelectMany(f => rows.Select(i => x[i, f]).Where(v => !double.IsNaN(v)).Append(double.PositiveInfinity).Distinct()
                .SelectMany(t => new[] { false, true }.Select(missingLeft => rows.Where(i => x[i, f] < t || (double.IsNaN(x[i, f]) && missingLeft)).ToArray())))
            .Where(left => left.Length >= least && rows.Length - left.Length >= least)
            .Select(left => (Left: left, Right: rows.Except(left).ToArray()))
            .Select(c => (c.Left, c.Right, Score: Score(c.Left) + Score(c.Right)))
            .OrderByDescending(c => c.Score).ToArray();
        if (cuts.Length == 0 || cuts[0].Score < Score(rows) + 1e-9)
        {
            foreach (var i in rows)
            {
                shares[i] = [.. Enumerable.Range(0, 3).Select(k => (double)rows.Count(r => y[r] == k) / rows.Length)];
            }

            return true;
        }

        var (left, right, best) = cuts[0];
        return cuts.All(c => c.Score < best - 1e-9 || c.Left.SequenceEqual(left))
            && TryGrow(x, y, left, depth - 1, least, shares)
            && TryGrow(x, y, right, depth - 1, least, shares);

        double Score(int[] side) => Enumerable.Range(0, 3).Sum(k => Math.Pow(side.Count(i => y[i] == k), 2) / side.Length);
    }
}
