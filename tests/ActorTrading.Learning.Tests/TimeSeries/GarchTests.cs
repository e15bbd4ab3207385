using ActorTrading.Learning.Distributions;
using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

public class GarchTests
{
    /// <summary>The likelihood by its definition, with the variance before the first return that of the sample; nothing near it is higher.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Fit_IsWhereTheDefinitionIsLargest(bool mean, bool student)
    {
        var returns = Simulated.Garch(1500, 0.02, 0.1, 0.8, seed: 1, mean: 0.05, degrees: student ? 6 : 0);
        var model = Garch11.Fit(returns, new() { IncludeMean = mean, StudentT = student });
        double[] at = student
            ? [model.Omega, model.Alpha, model.Beta, model.Mean, model.DegreesOfFreedom]
            : mean ? [model.Omega, model.Alpha, model.Beta, model.Mean] : [model.Omega, model.Alpha, model.Beta];

        Assert.Equal(LogLikelihood(returns, at), model.LogLikelihood, 1e-6);
        for (var i = 0; i < at.Length; i++)
        {
            foreach (var factor in new[] { 0.97, 1.03 })
            {
                var moved = (double[])at.Clone();
                moved[i] *= factor;
                Assert.True(LogLikelihood(returns, moved) < model.LogLikelihood, $"parameter {i} times {factor}");
            }
        }
    }

    /// <summary>Estimates over seeds scatter by what the information matrix says: its entries by differences of the definition at the true values.</summary>
    [Fact]
    public void Fit_SimulatedReturns_IsWithinTheStandardErrors()
    {
        const int Seeds = 10;
        double[] truth = [0.05, 0.1, 0.85];
        var z = new List<double[]>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var returns = Simulated.Garch(3000, truth[0], truth[1], truth[2], seed);
            var model = Garch11.Fit(returns, new() { IncludeMean = false });
            var errors = StandardErrors(returns, truth);
            z.Add([(model.Omega - truth[0]) / errors[0], (model.Alpha - truth[1]) / errors[1], (model.Beta - truth[2]) / errors[2]]);
        }

        Assert.All(z, v => Assert.All(v, x => Assert.InRange(x, -4, 4)));
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(z.Average(v => v[i]), -3 / Math.Sqrt(Seeds), 3 / Math.Sqrt(Seeds)));
    }

    [Fact]
    public void Fit_FatTails_FindsTheDegreesOfFreedom()
    {
        var returns = Simulated.Garch(4000, 0.05, 0.08, 0.87, seed: 2, degrees: 5);

        var model = Garch11.Fit(returns, new() { StudentT = true });

        Assert.InRange(model.DegreesOfFreedom, 4, 6.5);
        Assert.True(model.LogLikelihood > Garch11.Fit(returns).LogLikelihood + 50);
    }

    /// <summary>By hand: omega .1, alpha .2, beta .7 has the long-run variance 1; from h = 2 it is 1 + .9^(k-1), and the sum over three is 3 + 1 + .9 + .81.</summary>
    [Fact]
    public void Forecast_FollowsTheClosedForm()
    {
        var model = Garch11.Fit(Simulated.Garch(500, 0.1, 0.2, 0.7, seed: 3));
        var (h, total) = (model.NextVariance, 0.0);
        for (var k = 1; k <= 30; k++)
        {
            total += h;
            Assert.Equal(h, model.ForecastVariance(k), 1e-12 * h);
            Assert.Equal(total, model.ForecastTotalVariance(k), 1e-11 * total);
            h = model.Omega + (model.Persistence * h);
        }

        Assert.Equal(model.LongRunVariance, model.ForecastVariance(int.MaxValue), 1e-12);
    }

    [Fact]
    public void Update_FollowsTheRecursion()
    {
        var model = Garch11.Fit(Simulated.Garch(300, 0.1, 0.2, 0.7, seed: 4));
        var before = model.NextVariance;

        model.Update(1.5);

        Assert.Equal(model.Omega + (model.Alpha * Math.Pow(1.5 - model.Mean, 2)) + (model.Beta * before), model.NextVariance, 1e-14);
    }

    [Fact]
    public void Fit_HardReturns_IsStationaryAndFinite()
    {
        var random = new Random(6);
        double[][] all =
        [
            [.. Enumerable.Range(0, 400).Select(_ => Samples.Normal(random))],
            [.. Enumerable.Range(0, 400).Select(i => i % 50 == 0 ? 1.0 : 0)],
            [.. Enumerable.Range(0, 400).Select(i => i == 200 ? 1e80 : 1e-3 * Samples.Normal(random))],
            [.. Enumerable.Range(0, 400).Select(i => Math.Exp(i / 20.0) * Samples.Normal(random))],
            [.. Enumerable.Range(0, 20).Select(i => 1e-70 * i)],
        ];
        foreach (var returns in all)
        {
            foreach (var student in new[] { false, true })
            {
                var model = Garch11.Fit(returns, new() { StudentT = student });
                Assert.True(model.Alpha >= 0 && model.Beta >= 0 && model.Persistence < 1 && model.Omega > 0, $"{model.Alpha} {model.Beta} {model.Omega}");
                Assert.True(double.IsFinite(model.ForecastTotalVariance(1000)) && model.ForecastVariance(7) > 0 && double.IsFinite(model.LogLikelihood));
            }
        }
    }

    [Fact]
    public void Fit_BadInput_NamesIt()
    {
        Assert.Contains("at least 20", Assert.Throws<ArgumentException>(() => Garch11.Fit(new double[19])).Message, StringComparison.Ordinal);
        Assert.Contains("all alike", Assert.Throws<ArgumentException>(() => Garch11.Fit(Enumerable.Repeat(0.1, 30).ToArray())).Message, StringComparison.Ordinal);
        var returns = Simulated.Garch(50, 0.1, 0.2, 0.7, seed: 1);
        returns[3] = double.NaN;
        Assert.Contains("returns[3] is NaN", Assert.Throws<ArgumentException>(() => Garch11.Fit(returns)).Message, StringComparison.Ordinal);
        returns[3] = 0;
        Assert.Throws<ArgumentOutOfRangeException>(() => Garch11.Fit(returns, new() { MaxIterations = 0 }));
        var model = Garch11.Fit(returns);
        Assert.Throws<ArgumentException>(() => model.Update(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ForecastVariance(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ForecastTotalVariance(-1));
    }

    /// <summary>Parameters: omega, alpha, beta, mean if any, degrees of freedom if any.</summary>
    private static double LogLikelihood(double[] returns, double[] p)
    {
        var mean = p.Length > 3 ? p[3] : 0;
        var h = p[0] + ((p[1] + p[2]) * returns.Average(r => Math.Pow(r - mean, 2)));
        var sum = 0.0;
        foreach (var value in returns)
        {
            var e = value - mean;
            if (p.Length > 4)
            {
                var unit = Math.Sqrt(h * (p[4] - 2) / p[4]);
                sum += StudentT.LogDensity(e / unit, p[4]) - Math.Log(unit);
            }
            else
            {
                sum -= 0.5 * (Math.Log(2 * Math.PI * h) + (e * e / h));
            }

            h = p[0] + (p[1] * e * e) + (p[2] * h);
        }

        return sum;
    }

    /// <summary>Roots of the diagonal of the inverse of minus the Hessian, 3 x 3 by cofactors.</summary>
    private static double[] StandardErrors(double[] returns, double[] at)
    {
        var m = new double[3, 3];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                double Moved(double a, double b)
                {
                    var p = (double[])at.Clone();
                    p[i] += a * 1e-3;
                    p[j] += b * 1e-3;
                    return LogLikelihood(returns, p);
                }

                m[i, j] = -(Moved(1, 1) - Moved(1, -1) - Moved(-1, 1) + Moved(-1, -1)) / 4e-6;
            }
        }

        double Minor(int a, int b) => (m[a, a] * m[b, b]) - (m[a, b] * m[b, a]);
        var determinant = (m[0, 0] * Minor(1, 2)) - (m[0, 1] * ((m[1, 0] * m[2, 2]) - (m[1, 2] * m[2, 0]))) + (m[0, 2] * ((m[1, 0] * m[2, 1]) - (m[1, 1] * m[2, 0])));
        return [Math.Sqrt(Minor(1, 2) / determinant), Math.Sqrt(Minor(0, 2) / determinant), Math.Sqrt(Minor(0, 1) / determinant)];
    }
}
