using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public class SoftmaxRegressionTests
{
    /// <summary>With nothing to learn from, the intercepts alone fit: the shares of the classes.</summary>
    [Fact]
    public void Fit_ConstantColumn_GivesTheShares()
    {
        var p = new double[3];
        SoftmaxRegression.Fit(new Matrix([7, 7, 7, 7, 7, 7], 6, 1), [0, 1, 1, 2, 2, 2], 3).PredictProba([7], p);

        Assert.Equal(1.0 / 6, p[0], 1e-7);
        Assert.Equal(2.0 / 6, p[1], 1e-7);
        Assert.Equal(3.0 / 6, p[2], 1e-7);
    }

    [Fact]
    public void Fit_TwoClasses_IsTheLogisticRegressionOfTwiceThePenalty()
    {
        var x = Samples.Matrix(Samples.Rows(80, 3, seed: 6));
        var y = Samples.Labels(x, 2);

        var two = SoftmaxRegression.Fit(x, y, 2, new() { L2 = 2 });
        var one = LogisticRegression.Fit(x, y, new() { L2 = 1 });

        Assert.All(Enumerable.Range(0, 3), j => Assert.Equal(one.Coefficients[j], two.Coefficients(1)[j] - two.Coefficients(0)[j], 1e-6));
        Assert.Equal(one.Intercept, two.Intercept(1) - two.Intercept(0), 1e-6);
    }

    [Fact]
    public void Fit_IsWhereTheObjectiveIsFlat()
    {
        var x = Samples.Matrix(Samples.Rows(150, 2, seed: 7));
        var y = Samples.Labels(x, 3);
        var model = SoftmaxRegression.Fit(x, y, 3, new() { L2 = 0.5, Standardize = false });
        double[] at = [.. Enumerable.Range(0, 3).SelectMany(k => (double[])[.. model.Coefficients(k), model.Intercept(k)])];

        var gradient = LinearSamples.LargestGradient(
            p =>
            {
                var sum = 0.25 * Enumerable.Range(0, 9).Where(i => i % 3 < 2).Sum(i => p[i] * p[i]);
                for (var i = 0; i < 150; i++)
                {
                    var scores = Enumerable.Range(0, 3).Select(k => LinearSamples.Score(x.Row(i), p.AsSpan(3 * k, 2), p[(3 * k) + 2])).ToArray();
                    sum += Math.Log(scores.Sum(Math.Exp)) - scores[y[i]];
                }

                return sum;
            },
            at);

        Assert.True(gradient < 1e-5, $"{gradient}");
        Assert.Equal(0, model.Intercept(0) + model.Intercept(1) + model.Intercept(2), 1e-9);
    }

    [Fact]
    public void Fit_TheLossGradient_IsThatOfItsValues()
    {
        var x = Samples.Matrix(Samples.Rows(300, 4, seed: 8));
        var y = Samples.Labels(x, 3);

        var model = SoftmaxRegression.Fit(x, y, 3);

        Assert.True(model.GradientNorm <= 1e-8, $"{model.GradientNorm}");
        Assert.True(Enumerable.Range(0, 300).Count(i => Probabilities.ArgMax(model.PredictProba(x).Row(i)) == y[i]) > 270);
    }

    /// <summary>Penalties on raw columns of very different units must not make the search crawl.</summary>
    [Fact]
    public void Fit_MixedUnits_ReachesTheTolerance()
    {
        var x = Samples.Matrix([.. Samples.Rows(300, 3, seed: 8).Select(r => new[] { 1e-7 * r[0], r[1], 1e6 * r[2] })]);

        var model = SoftmaxRegression.Fit(x, Samples.Labels(x, 3), 3, new() { Standardize = false, MaxIterations = 100 });

        Assert.True(model.GradientNorm <= 1e-8, $"{model.GradientNorm}");
        Assert.Equal(0, model.Coefficients(0)[0], 1e-3);
    }

    [Fact]
    public void Fit_MoreClassesThanRows_GivesEveryClassAShare()
    {
        var model = SoftmaxRegression.Fit(new Matrix([1, 2], 2, 1), [3, 5], 8);
        var p = new double[8];

        model.PredictProba([1.5], p);

        Assert.All(p, v => Assert.InRange(v, 0.01, 0.5));
        Assert.Equal(1, p.Sum(), 1e-12);
        Assert.Equal(p[0], p[7], 1e-9);
        Assert.True(p[3] > p[0]);
    }

    [Theory]
    [MemberData(nameof(LinearSamples.Hard), MemberType = typeof(LinearSamples))]
    public void Fit_HardColumns_GivesFiniteAnswers(string name)
    {
        var x = LinearSamples.Named(name);
        if (x.Rows == 1)
        {
            return;
        }

        var p = SoftmaxRegression.Fit(x, [.. Enumerable.Range(0, x.Rows).Select(i => i % 3)], 3, new() { Standardize = false }).PredictProba(x);

        Assert.All(p.Values, v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        var x = new Matrix([1, 2, 3, 4], 2, 2);

        Assert.Throws<ArgumentException>(() => SoftmaxRegression.Fit(x, [1, 1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxRegression.Fit(x, [1, 3], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxRegression.Fit(x, [0, 1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxRegression.Fit(x, [0, 1], 2, new() { Tolerance = double.NaN }));
        var model = SoftmaxRegression.Fit(x, [0, 1], 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Coefficients(2));
        Assert.Throws<ArgumentException>(() => model.PredictProba([1, double.NaN], new double[2]));
    }
}
