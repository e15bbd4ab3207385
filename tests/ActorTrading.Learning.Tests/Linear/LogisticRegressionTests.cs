using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public class LogisticRegressionTests
{
    /// <summary>With one 0/1 column and next to no penalty the answer is the table itself: ln odds of 1 in 4 and of 3 in 4.</summary>
    [Fact]
    public void Fit_TwoByTwoTable_GivesItsLogOdds()
    {
        var model = LogisticRegression.Fit(new Matrix([0, 0, 0, 0, 1, 1, 1, 1], 8, 1), [1, 0, 0, 0, 1, 1, 1, 0], new() { L2 = 1e-8 });

        Assert.Equal(-Math.Log(3), model.Intercept, 1e-6);
        Assert.Equal(2 * Math.Log(3), model.Coefficients[0], 1e-6);
        var p = new double[2];
        model.PredictProba([1], p);
        Assert.Equal(0.75, p[1], 1e-7);
        Assert.Equal(1, p[0] + p[1], 1e-15);
    }

    /// <summary>x = -1, 1 with classes 0, 1: symmetric, so that b = 0 and w solves w·L2 = 2·(1 - sigmoid(w)), whose root for L2 = 1 is 0.6749...</summary>
    [Fact]
    public void Fit_TwoRows_SolvesTheScalarEquation()
    {
        var model = LogisticRegression.Fit(new Matrix([-1, 1], 2, 1), [0, 1]);
        var (low, high) = (0.0, 2.0);
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = middle < 2 * (1 - (1 / (1 + Math.Exp(-middle)))) ? (middle, high) : (low, middle);
        }

        Assert.Equal(low, model.Coefficients[0], 1e-7);
        Assert.Equal(0, model.Intercept, 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_IsWhereTheObjectiveIsFlat(bool standardize)
    {
        var x = Samples.Matrix([.. Samples.Rows(200, 3, seed: 4).Select(r => new[] { 0.5 * r[0], 3 + r[1], 2 * r[2] })]);
        var y = Samples.Labels(x, 2);
        var model = LogisticRegression.Fit(x, y, new() { L2 = 3, Standardize = standardize });
        var deviations = Enumerable.Range(0, 3).Select(j =>
        {
            var column = Enumerable.Range(0, 200).Select(i => x[i, j]).ToArray();
            return standardize ? Math.Sqrt(column.Average(v => Math.Pow(v - column.Average(), 2))) : 1;
        }).ToArray();

        var gradient = LinearSamples.LargestGradient(
            p => Enumerable.Range(0, 200).Sum(i => Math.Log(1 + Math.Exp((y[i] == 1 ? -1 : 1) * LinearSamples.Score(x.Row(i), p, p[3]))))
                + (1.5 * Enumerable.Range(0, 3).Sum(j => Math.Pow(p[j] * deviations[j], 2))),
            [.. model.Coefficients, model.Intercept]);

        Assert.True(gradient < 2e-5, $"{gradient}");
        Assert.True(model.GradientNorm <= 1e-8, $"{model.GradientNorm}");
    }

    [Theory]
    [MemberData(nameof(LinearSamples.Hard), MemberType = typeof(LinearSamples))]
    public void Fit_HardColumns_GivesFiniteAnswers(string name)
    {
        var x = LinearSamples.Named(name);
        int[] y = [.. Enumerable.Range(0, x.Rows).Select(i => i % 2)];
        if (x.Rows == 1)
        {
            Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(x, y));
            return;
        }

        var p = LogisticRegression.Fit(x, y).PredictProba(x);

        Assert.All(p.Values, v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Fit_SeparableRows_EndsWithAFiniteAnswer()
    {
        var x = Samples.Matrix(Samples.Rows(100, 2, seed: 9));
        int[] y = [.. Enumerable.Range(0, 100).Select(i => x[i, 0] > 0 ? 1 : 0)];

        var model = LogisticRegression.Fit(x, y, new() { L2 = 1e-8 });

        Assert.All(model.Coefficients, w => Assert.True(double.IsFinite(w)));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(y[i], Probabilities.ArgMax(model.PredictProba(x).Row(i))));
    }

    [Fact]
    public void Predict_FarAway_StaysAProbability()
    {
        var model = LogisticRegression.Fit(new Matrix([-1, 1], 2, 1), [0, 1]);
        var p = new double[2];

        model.PredictProba([1e300], p);
        Assert.Equal([0, 1], p);
        model.PredictProba([-1e300], p);
        Assert.Equal([1, 0], p);
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        var x = new Matrix([1, 2, 3, 4], 2, 2);

        Assert.Contains("class 1 alone", Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(x, [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("y[1] is 2", Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(x, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(x, [1]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(new Matrix([1, double.NegativeInfinity], 2, 1), [0, 1]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(new Matrix(2, 0), [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(x, [0, 1], new() { L2 = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(x, [0, 1], new() { MaxIterations = 0 }));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(x, [0, 1]).PredictProba([1, 2], new double[3]));
    }
}
