using ActorTrading.Learning.Anomaly;

namespace ActorTrading.Learning.Tests.Anomaly;

public sealed class IsolationForestTests
{
    [Fact]
    public void AverageDepth_IsThatOfRandomSearchTrees()
    {
        // Two leaves: both at 1. Three: one at 1, two at 2. Four: (2, 2, 2, 2) or (1, 2, 3, 3), one third and two thirds: 13/6.
        Assert.Equal(0, IsolationForest.AverageDepth(1));
        Assert.Equal(1, IsolationForest.AverageDepth(2));
        Assert.Equal(5.0 / 3, IsolationForest.AverageDepth(3), 1e-15);
        Assert.Equal(13.0 / 6, IsolationForest.AverageDepth(4), 1e-15);

        // The paper's estimate for its sample size: 2·(ln 255 + 0.5772156649) - 2·255/256.
        Assert.Equal(10.2448, IsolationForest.AverageDepth(256), 0.005);

        // By definition: a random cut leaves 1 to n - 1 leaves on the left, each as likely.
        var sums = new double[60];
        for (var n = 2; n < sums.Length; n++)
        {
            sums[n] = n + (2.0 / (n - 1) * sums[1..n].Sum());
            Assert.Equal(sums[n] / n, IsolationForest.AverageDepth(n), 1e-12);
        }
    }

    [Fact]
    public void Score_ThreePoints_IsTheHandWorkedOne()
    {
        // 0, 1 and 10: nine cuts of ten part 10 from the others. Mean depths 1.1 for 10, 1.9 for 0, 2 for 1; c(3) = 5/3.
        const int Trees = 4000;
        var model = IsolationForest.Fit(new Matrix([0, 1, 10], 3, 1), new() { Trees = Trees });

        Assert.Equal(3, model.SampleSize);
        foreach (var (value, depth) in new[] { (10, 1.1), (0, 1.9), (1, 2) })
        {
            Assert.Equal(depth, -Math.Log2(model.Score([value])) * 5 / 3, 4 * 0.3 / Math.Sqrt(Trees));
        }
    }

    [Fact]
    public void Score_FarPoint_IsHigherThanTheMass()
    {
        var x = Samples.Matrix(Samples.Rows(2000, 5, seed: 1));
        var model = IsolationForest.Fit(x);
        var mass = model.Score(x);

        Assert.All(mass, s => Assert.InRange(s, 0, 1));
        Assert.InRange(mass.Average(), 0.35, 0.5);
        Assert.True(model.Score([6, -6, 6, -6, 6]) > mass.Max() + 0.05);
        Assert.True(model.Score([6, 0, 0, 0, 0]) > model.Score([0, 0, 0, 0, 0]) + 0.05);
        Assert.True(model.Score([0, 0, 0, 0, 0]) < mass.Average());
    }

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits()
    {
        var x = Samples.Matrix(Samples.Rows(500, 3, seed: 2));

        Assert.Equal(
            IsolationForest.Fit(x, new() { Threads = 1 }).Score(x),
            IsolationForest.Fit(x, new() { Threads = 4 }).Score(x));
        Assert.NotEqual(
            IsolationForest.Fit(x, new() { Seed = 1 }).Score(x),
            IsolationForest.Fit(x, new() { Seed = 2 }).Score(x));
    }

    [Fact]
    public void Fit_EqualRows_ScoresEverythingAsRandom()
    {
        var model = IsolationForest.Fit(new Matrix(40, 2));

        Assert.Equal(0.5, model.Score([0, 0]), 1e-12);
        Assert.Equal(0.5, model.Score([1e300, -1e300]), 1e-12);
    }

    [Fact]
    public void Fit_GreatestNumbers_StaysFinite()
    {
        var model = IsolationForest.Fit(new Matrix([double.MinValue, 0, double.MaxValue, 1], 4, 1));

        Assert.InRange(model.Score([double.MaxValue]), 0.3, 1);
    }

    [Fact]
    public void BadInput_IsNamed()
    {
        var x = new Matrix([1, 2, 3, 4], 2, 2);
        Refused("x is 0 x 2", () => IsolationForest.Fit(new Matrix(0, 2)));
        Refused("x.Rows is 1", () => IsolationForest.Fit(new Matrix(1, 2)));
        Refused("x[1, 0]", () => IsolationForest.Fit(new Matrix([1, 2, double.NaN, 4], 2, 2)));
        Refused("SampleSize is 1", () => IsolationForest.Fit(x, new() { SampleSize = 1 }));
        Refused("Trees is 0", () => IsolationForest.Fit(x, new() { Trees = 0 }));
        Refused("row[1]", () => IsolationForest.Fit(x).Score([1, double.PositiveInfinity]));
        Refused("row", () => IsolationForest.Fit(x).Score([1]));

        static void Refused(string what, Func<object> act) => Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }
}
