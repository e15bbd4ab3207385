using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public class RidgeRegressionTests
{
    private static readonly RidgeOptions LeastSquares = new() { L2 = 0 };

    /// <summary>The example of scikit-learn's documentation of Ridge (user guide, 1.1.2): alpha 0.5 gives 0.34545455 twice and 0.13636...</summary>
    [Fact]
    public void Fit_PublishedExample_GivesItsCoefficients()
    {
        var model = RidgeRegression.Fit(new Matrix([0, 0, 0, 0, 1, 1], 3, 2), [0, 0.1, 1], new() { L2 = 0.5, Standardize = false });

        Assert.Equal(0.34545454545454546, model.Coefficients[0], 1e-8);
        Assert.Equal(0.34545454545454546, model.Coefficients[1], 1e-8);
        Assert.Equal(0.13636363636363636, model.Intercept, 1e-8);
    }

    /// <summary>The example of scikit-learn's LinearRegression: y = 1·a + 2·b + 3; (3, 5) gives 16.</summary>
    [Fact]
    public void Fit_WithoutPenalty_FindsThePlane()
    {
        var model = RidgeRegression.Fit(new Matrix([1, 1, 1, 2, 2, 2, 2, 3], 4, 2), [6, 8, 9, 11], LeastSquares);

        Assert.Equal(1, model.Coefficients[0], 1e-8);
        Assert.Equal(2, model.Coefficients[1], 1e-8);
        Assert.Equal(3, model.Intercept, 1e-8);
        Assert.Equal(16, model.Predict([3, 5]), 1e-8);
    }

    /// <summary>One column by hand: x = -1, 0, 1 has variance 2/3; Σ z·y = 2 / sqrt(2/3) for y = -1, 0, 1, so that w_z = 2 / sqrt(2/3) / (3 + L2).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void Fit_OneColumn_ShrinksTheStandardisedWeight(double l2)
    {
        var model = RidgeRegression.Fit(new Matrix([-1, 0, 1], 3, 1), [-1, 0, 1], new() { L2 = l2 });

        Assert.Equal(3 / (3 + l2), model.Coefficients[0], 1e-8);
        Assert.Equal(0, model.Intercept, 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_IsWhereTheObjectiveIsFlat(bool standardize)
    {
        var x = Samples.Matrix([.. Samples.Rows(50, 3, seed: 3).Select(r => new[] { r[0], 20 * r[1], 5 + (0.1 * r[2]) })]);
        double[] y = [.. Enumerable.Range(0, 50).Select(i => x[i, 0] - (0.3 * x[i, 1]) + Math.Sin(i))];
        var model = RidgeRegression.Fit(x, y, new() { L2 = 7, Standardize = standardize });
        var deviations = standardize ? Deviations(x) : [1, 1, 1];

        var gradient = LinearSamples.LargestGradient(
            p => Enumerable.Range(0, 50).Sum(i => Math.Pow(y[i] - LinearSamples.Score(x.Row(i), p, p[3]), 2)) + (7 * Enumerable.Range(0, 3).Sum(j => Math.Pow(p[j] * deviations[j], 2))),
            [.. model.Coefficients, model.Intercept]);

        Assert.True(gradient < 1e-4, $"{gradient}");
    }

    [Theory]
    [MemberData(nameof(LinearSamples.Hard), MemberType = typeof(LinearSamples))]
    public void Fit_HardColumns_StillPredictsTheTargets(string name)
    {
        var x = LinearSamples.Named(name);
        double[] y = [.. Enumerable.Range(0, x.Rows).Select(i => 1 + (2 * x[i, 0]))];

        foreach (var standardize in new[] { true, false })
        {
            var model = RidgeRegression.Fit(x, y, LeastSquares with { Standardize = standardize });
            Assert.All(model.Predict(x).Zip(y), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    [Fact]
    public void Fit_EqualColumns_ShareTheWeight()
    {
        var model = RidgeRegression.Fit(new Matrix([1, 1, 2, 2, 4, 4], 3, 2), [2, 4, 8], LeastSquares);

        Assert.Equal(1, model.Coefficients[0], 1e-6);
        Assert.Equal(1, model.Coefficients[1], 1e-6);
    }

    [Fact]
    public void Fit_ConstantColumn_GetsNoWeight()
    {
        var model = RidgeRegression.Fit(new Matrix([0.1, 1, 0.1, 2, 0.1, 3], 3, 2), [1, 2, 3]);

        Assert.Equal(0, model.Coefficients[0]);
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        var x = new Matrix([1, 2, 3, 4], 2, 2);

        Assert.Contains("x[1, 0] is NaN", Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(new Matrix([1, 2, double.NaN, 4], 2, 2), [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("x[0, 1]", Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(new Matrix([1, 2e200, 3, 4], 2, 2), [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("y[1]", Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(x, [1, double.PositiveInfinity])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(x, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(new Matrix(0, 2), []));
        Assert.Contains("L2 is -1", Assert.Throws<ArgumentOutOfRangeException>(() => RidgeRegression.Fit(x, [1, 2], new() { L2 = -1 })).Message, StringComparison.Ordinal);
        var model = RidgeRegression.Fit(x, [1, 200]);
        Assert.Throws<ArgumentException>(() => model.Predict([double.NaN, 1]));
        Assert.Throws<ArgumentException>(() => model.Predict([1]));
        Assert.Throws<ArgumentException>(() => model.Predict([double.MaxValue, double.MaxValue]));
    }

    private static double[] Deviations(Matrix x)
    {
        var columns = Enumerable.Range(0, x.Columns).Select(j => Enumerable.Range(0, x.Rows).Select(i => x[i, j]).ToArray());
        return [.. columns.Select(c => Math.Sqrt(c.Average(v => Math.Pow(v - c.Average(), 2))))];
    }
}
