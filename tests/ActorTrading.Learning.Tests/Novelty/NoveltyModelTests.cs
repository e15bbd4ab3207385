using ActorTrading.Learning.Novelty;

namespace ActorTrading.Learning.Tests.Novelty;

public sealed class NoveltyModelTests
{
    [Fact]
    public void Measure_OneColumn_IsTheRobustDeviation()
    {
        // 1 to 9: median 5, median absolute deviation 2, so a deviation is 2.9652; clipped z have variance (2 · 30 / 9) / 2.9652².
        var model = NoveltyModel.Fit(Samples.Matrix([.. Enumerable.Range(1, 9).Select(v => new double[] { v })]));

        var variance = 60.0 / 9;
        Assert.Equal(3 / Math.Sqrt(variance), model.Measure([8]).Distance, 9);
        Assert.Equal(0, model.Measure([5]).Distance);
        Assert.Equal(0, model.Measure([double.NaN]).Distance);
    }

    [Fact]
    public void Measure_TrainingLikeRows_HaveEvenScoresAndFullFamiliarity()
    {
        var model = NoveltyModel.Fit(Samples.Matrix(Samples.Rows(3000, 5, seed: 1)));

        NoveltyReading[] readings = [.. Samples.Rows(3000, 5, seed: 2).Select(r => model.Measure(r))];

        for (var tenth = 1; tenth < 10; tenth++)
        {
            Assert.Equal(tenth / 10.0, readings.Count(r => r.Score < tenth / 10.0) / 3000.0, 0.04);
        }

        Assert.InRange(readings.Count(r => r.Familiarity == 1) / 3000.0, 0.98, 0.997);
        Assert.Equal(1, Math.Sqrt(readings.Average(r => r.Distance * r.Distance)), 0.05);
    }

    [Fact]
    public void Measure_FartherOut_IsEverLessFamiliar()
    {
        var model = NoveltyModel.Fit(Samples.Matrix(Samples.Rows(500, 3, seed: 1)));
        NoveltyReading[] readings = [.. Enumerable.Range(0, 60).Select(i => model.Measure([i * 0.5, 0, 0]))];

        Assert.All(readings.Zip(readings.Skip(1)), pair =>
        {
            Assert.True(pair.Second.Distance > pair.First.Distance);
            Assert.True(pair.Second.Score >= pair.First.Score);
            Assert.True(pair.Second.Familiarity <= pair.First.Familiarity);
        });
        Assert.InRange(readings[^1].Score, 0.998, 1);
        Assert.Equal(model.UsualDistance / readings[^1].Distance, readings[^1].Familiarity, 12);
    }

    /// <summary>Two columns that go together: a row that is usual in each and breaks the bond is new, which columns by themselves cannot see.</summary>
    [Fact]
    public void Measure_BrokenBond_IsNew()
    {
        double[][] rows = [.. Samples.Rows(2000, 2, seed: 1).Select(r => new[] { r[0], r[0] + (0.2 * r[1]) })];

        var bound = NoveltyModel.Fit(Samples.Matrix(rows), new() { Shrinkage = 0.01 });
        var alone = NoveltyModel.Fit(Samples.Matrix(rows), new() { Shrinkage = 1 });

        Assert.True(bound.Measure([1.5, -1.5]).Familiarity < 0.5);
        Assert.Equal(1, bound.Measure([1.5, 1.5]).Familiarity);
        Assert.Equal(1, alone.Measure([1.5, -1.5]).Familiarity);
    }

    [Fact]
    public void Fit_AFewWildRows_DoNotMakeTheWildUsual()
    {
        var rows = Samples.Rows(1000, 3, seed: 1);
        for (var i = 0; i < 5; i++)
        {
            rows[i][0] = 1e6;
        }

        Assert.True(NoveltyModel.Fit(Samples.Matrix(rows)).Measure([1e6, 0, 0]).Familiarity < 1e-4);
    }

    [Fact]
    public void Fit_ConstantColumn_SeesAnyOtherValue()
    {
        var model = NoveltyModel.Fit(Samples.Matrix([.. Samples.Rows(200, 1, seed: 1).Select(r => new[] { r[0], 7.0 })]));

        Assert.Equal(0, model.Measure([double.NaN, 7]).Distance);
        Assert.Equal(4 / Math.Sqrt(2), model.Measure([double.NaN, 8]).Distance, 9);
        Assert.Equal(4 / Math.Sqrt(2), model.Measure([double.NaN, -1e9]).Distance, 9);
    }

    [Fact]
    public void Lower_MovesToTheBaseRates()
    {
        var lowered = new double[3];

        new NoveltyReading(4, 0.99, 0.25).Lower([0.9, 0.1, 0], [0.2, 0.6, 0.2], lowered);

        Assert.Equal((0.25 * 0.9) + (0.75 * 0.2), lowered[0], 12);
        Assert.Equal(1, lowered.Sum(), 12);
        new NoveltyReading(1, 0.5, 1).Lower([0.9, 0.1, 0], [0.2, 0.6, 0.2], lowered);
        Assert.Equal([0.9, 0.1, 0], lowered);
    }

    /// <summary>The distance by its definition: the system solved for each row.</summary>
    [Fact]
    public void Measure_SeveralColumns_SolvesTheSystem()
    {
        double[][] rows = [.. Samples.Rows(300, 3, seed: 1).Select(r => new[] { r[0], (0.7 * r[0]) + r[1], r[2] - (0.4 * r[1]) })];
        var model = NoveltyModel.Fit(Samples.Matrix(rows), new() { Shrinkage = 0.2, Clip = 3 });
        var medians = Enumerable.Range(0, 3).Select(j => Median([.. rows.Select(r => r[j])])).ToArray();
        var deviations = Enumerable.Range(0, 3).Select(j => 1.482602218505602 * Median([.. rows.Select(r => Math.Abs(r[j] - medians[j]))])).ToArray();
        double[][] clipped = [.. rows.Select(r => r.Select((v, j) => Math.Clamp((v - medians[j]) / deviations[j], -3, 3)).ToArray())];
        var s = new double[9];
        for (var i = 0; i < 9; i++)
        {
            s[i] = clipped.Average(z => z[i / 3] * z[i % 3]) * (i / 3 == i % 3 ? 1 : 0.8);
        }

        double[] at = [1, -2, 5];
        double[] z = [.. at.Select((v, j) => (v - medians[j]) / deviations[j])];
        var solved = (double[])z.Clone();
        Cholesky.Solve(s, solved);

        Assert.Equal(Math.Sqrt(z.Zip(solved, (a, b) => a * b).Sum() / 3), model.Measure(at).Distance, 9);

        static double Median(double[] values) => (values.Order().ElementAt((values.Length - 1) / 2) + values.Order().ElementAt(values.Length / 2)) / 2;
    }

    [Fact]
    public void BadInput_IsNamedOrFinite()
    {
        Assert.ThrowsAny<ArgumentException>(() => NoveltyModel.Fit(new Matrix(0, 2)));
        Assert.Contains("x[0, 1]", Assert.ThrowsAny<ArgumentException>(() => NoveltyModel.Fit(Samples.Matrix([[1, double.PositiveInfinity]]))).Message, StringComparison.Ordinal);
        Assert.Contains("Shrinkage is 0", Assert.ThrowsAny<ArgumentException>(() => NoveltyModel.Fit(Samples.Matrix([[1, 2]]), new() { Shrinkage = 0 })).Message, StringComparison.Ordinal);
        var one = NoveltyModel.Fit(Samples.Matrix([[1, double.NaN]]));
        Assert.ThrowsAny<ArgumentException>(() => one.Measure([1, double.NegativeInfinity]));
        Assert.Equal(new NoveltyReading(0, 1.0 / 2, 1), one.Measure([1, double.NaN]));
        Assert.True(one.Measure([double.MaxValue, -double.MaxValue]) is { Familiarity: > 0 and < 1, Score: > 0 and <= 1 });
        var wide = NoveltyModel.Fit(Samples.Matrix([[-1e308, 1e308], [1e308, -1e308], [0, 1]]));
        Assert.True(double.IsFinite(wide.Measure([1e308, 1e308]).Distance));
    }
}
