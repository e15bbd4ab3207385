using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public class HuberRegressorTests
{
    /// <summary>
    /// Location alone, by hand: for 0, 1, 2 and an outlier beyond, b solves (0 - b) + (1 - b) + (2 - b) + e·s = 0 and s solves
    /// Σ inside (y - b)² = s²·(4 - e²).
    /// </summary>
    [Fact]
    public void Fit_LocationWithAnOutlier_SolvesItsTwoEquations()
    {
        const double E = 1.35;
        var model = HuberRegressor.Fit(new Matrix([1, 1, 1, 1], 4, 1), [0, 1, 2, 1e6], new() { L2 = 0 });
        var (b, s) = (model.Intercept, model.Scale);

        Assert.Equal(0, (0 - b) + (1 - b) + (2 - b) + (E * s), 1e-6);
        Assert.Equal(s * s * (4 - (E * E)), ((0 - b) * (0 - b)) + ((1 - b) * (1 - b)) + ((2 - b) * (2 - b)), 1e-6);
        Assert.InRange(b, 1, 2);
    }

    [Fact]
    public void Fit_WithoutOutliers_IsLeastSquares()
    {
        var rows = Samples.Rows(60, 2, seed: 10);
        double[] y = [.. rows.Select((r, i) => 3 + r[0] - (2 * r[1]) + (0.1 * Math.Sin(i)))];

        var huber = HuberRegressor.Fit(Samples.Matrix(rows), y, new() { Epsilon = 10, L2 = 0 });
        var least = RidgeRegression.Fit(Samples.Matrix(rows), y, new() { L2 = 0 });

        Assert.All(huber.Coefficients.Zip(least.Coefficients), pair => Assert.Equal(pair.Second, pair.First, 1e-7));
        var squares = Enumerable.Range(0, 60).Average(i => Math.Pow(y[i] - least.Predict(rows[i]), 2));
        Assert.Equal(Math.Sqrt(squares), huber.Scale, 1e-7);
    }

    [Fact]
    public void Fit_TenPercentWildTargets_KeepsThePlane()
    {
        var random = new Random(11);
        var rows = Samples.Rows(300, 2, seed: 12);
        double[] y = [.. rows.Select((r, i) => i % 10 == 0 ? 1000 + i : 1 + (2 * r[0]) - r[1] + (0.1 * Samples.Normal(random)))];

        var huber = HuberRegressor.Fit(Samples.Matrix(rows), y);
        var least = RidgeRegression.Fit(Samples.Matrix(rows), y, new() { L2 = 0 });

        // The breakdown of the intercept is bounded by epsilon scales a wild row; its effect here is 0.1 · 1.35 · s / 0.8.
        Assert.Equal(2, huber.Coefficients[0], 0.05);
        Assert.Equal(-1, huber.Coefficients[1], 0.05);
        Assert.Equal(1, huber.Intercept, 0.1);
        Assert.InRange(huber.Scale, 0.05, 0.2);
        Assert.True(Math.Abs(least.Intercept - 1) > 50);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(false, 1000)]
    public void Fit_IsWhereTheObjectiveIsFlat(bool standardize, double unit)
    {
        const double E = 1.5;
        const double L2 = 0.2;
        var random = new Random(13);
        var x = Samples.Matrix([.. Samples.Rows(100, 2, seed: 14).Select(r => new[] { 2 * r[0], 0.5 * r[1] })]);
        double[] y = [.. Enumerable.Range(0, 100).Select(i => unit * (x[i, 0] + (Samples.Normal(random) / random.NextDouble())))];
        var model = HuberRegressor.Fit(x, y, new() { Epsilon = E, L2 = L2, Standardize = standardize });
        var deviations = Enumerable.Range(0, 2).Select(j =>
        {
            var column = Enumerable.Range(0, 100).Select(i => x[i, j]).ToArray();
            return standardize ? Math.Sqrt(column.Average(v => Math.Pow(v - column.Average(), 2))) : 1;
        }).ToArray();

        var gradient = LinearSamples.LargestGradient(
            p => Enumerable.Range(0, 100).Sum(i =>
            {
                var u = Math.Abs(y[i] - LinearSamples.Score(x.Row(i), p, p[2])) / p[3];
                return p[3] + (p[3] * (u < E ? u * u : (2 * E * u) - (E * E)));
            }) + (L2 * (Math.Pow(p[0] * deviations[0], 2) + Math.Pow(p[1] * deviations[1], 2))),
            [.. model.Coefficients, model.Intercept, model.Scale]);

        Assert.True(gradient < 1e-4 * unit, $"{gradient}");
        Assert.True(model.GradientNorm <= 1e-8, $"{model.GradientNorm}");
    }

    [Theory]
    [MemberData(nameof(LinearSamples.Hard), MemberType = typeof(LinearSamples))]
    public void Fit_HardColumns_StillPredictsTheTargets(string name)
    {
        var x = LinearSamples.Named(name);
        double[] y = [.. Enumerable.Range(0, x.Rows).Select(i => 1 + (2 * x[i, 0]))];

        Assert.All(HuberRegressor.Fit(x, y, new() { L2 = 0 }).Predict(x).Zip(y), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
    }

    [Fact]
    public void Fit_EqualTargets_PredictsThem()
    {
        var model = HuberRegressor.Fit(new Matrix([1, 2, 3], 3, 1), [0.1, 0.1, 0.1]);

        Assert.Equal(0.1, model.Predict([100]));
        Assert.Equal(0, model.Scale);
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        var x = new Matrix([1, 2, 3, 4], 2, 2);

        Assert.Contains("y[0] is NaN", Assert.Throws<ArgumentException>(() => HuberRegressor.Fit(x, [double.NaN, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HuberRegressor.Fit(x, [1]));
        Assert.Throws<ArgumentException>(() => HuberRegressor.Fit(new Matrix(0, 0), []));
        Assert.Contains("Epsilon is 1", Assert.Throws<ArgumentOutOfRangeException>(() => HuberRegressor.Fit(x, [1, 2], new() { Epsilon = 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HuberRegressor.Fit(x, [1, 2]).Predict([1, 2, 3]));
    }
}
