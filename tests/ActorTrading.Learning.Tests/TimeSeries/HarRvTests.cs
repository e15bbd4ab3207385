using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

public class HarRvTests
{
    /// <summary>A series that follows the model without error gives its coefficients back.</summary>
    [Fact]
    public void Fit_ExactSeries_FindsTheCoefficients()
    {
        var series = Har(400, 0.05, 0.4, 0.3, 0.2, noise: 0);
        var model = HarRv.Fit(series.AsSpan(0, 120));

        Assert.Equal(0.05, model.Intercept, 1e-4);
        Assert.Equal(0.4, model.Daily, 1e-3);
        Assert.Equal(0.3, model.Weekly, 1e-3);
        Assert.Equal(0.2, model.Monthly, 1e-3);
        Assert.Equal(series[120], model.Predict(series.AsSpan(98, 22)), 1e-6);
    }

    /// <summary>Over seeds, the mean estimate lies within three of its own standard errors.</summary>
    [Fact]
    public void Fit_NoisySeries_IsRightOnAverage()
    {
        var models = Enumerable.Range(1, 20).Select(seed => HarRv.Fit(Har(2000, 0.05, 0.4, 0.3, 0.2, noise: 0.3, seed))).ToArray();

        foreach (var (values, truth) in new[] { (models.Select(m => m.Daily), 0.4), (models.Select(m => m.Weekly), 0.3) })
        {
            var (mean, deviation) = (values.Average(), Math.Sqrt(values.Average(v => v * v) - Math.Pow(values.Average(), 2)));
            Assert.InRange((mean - truth) / (deviation / Math.Sqrt(20)), -3.5, 3.5);
            Assert.True(deviation < 0.08, $"{deviation}");
        }
    }

    /// <summary>The coefficients solve the normal equations: errors are orthogonal to each mean.</summary>
    [Fact]
    public void Fit_Horizon_IsOrthogonalToItsMeans()
    {
        var series = Har(300, 0.05, 0.4, 0.3, 0.2, noise: 0.3);
        var model = HarRv.Fit(series, new() { Weekly = 7, Monthly = 30, Horizon = 3 });
        var sums = new double[4];
        for (var t = 30; t + 3 <= 300; t++)
        {
            double[] means = [1, series[t - 1], series[(t - 7)..t].Average(), series[(t - 30)..t].Average()];
            var error = series[t..(t + 3)].Average() - model.Intercept - (model.Daily * means[1]) - (model.Weekly * means[2]) - (model.Monthly * means[3]);
            for (var i = 0; i < 4; i++)
            {
                sums[i] += error * means[i];
            }
        }

        Assert.All(sums, s => Assert.Equal(0, s, 1e-5));
    }

    [Fact]
    public void Predict_BelowZero_IsZero()
    {
        double[] series = [.. Enumerable.Range(0, 200).Select(t => 1 + Math.Sin(t * 0.4))];
        var model = HarRv.Fit(series, new() { Weekly = 3, Monthly = 6 });

        Assert.All(Enumerable.Range(0, 194), t => Assert.InRange(model.Predict(series.AsSpan(t, 6)), 0, 3));
        Assert.Equal(0, model.Predict([1e6, 1e6, 1e6, 0, 0, 0]));
    }

    [Fact]
    public void Fit_ConstantSeries_PredictsIt() => Assert.Equal(0.1, HarRv.Fit(Enumerable.Repeat(0.1, 60).ToArray()).Predict(Enumerable.Repeat(0.7, 22).ToArray()), 1e-15);

    [Fact]
    public void BadInput_NamesIt()
    {
        var series = Har(60, 0.05, 0.4, 0.3, 0.2, noise: 0.3);

        Assert.Contains("at least 27", Assert.Throws<ArgumentException>(() => HarRv.Fit(series.AsSpan(0, 26))).Message, StringComparison.Ordinal);
        Assert.Contains("Monthly is 5", Assert.Throws<ArgumentOutOfRangeException>(() => HarRv.Fit(series, new() { Monthly = 5 })).Message, StringComparison.Ordinal);
        var model = HarRv.Fit(series);
        Assert.Throws<ArgumentException>(() => model.Predict(series));
        series[7] = -1;
        Assert.Contains("realizedVariances[7] is -1", Assert.Throws<ArgumentException>(() => HarRv.Fit(series)).Message, StringComparison.Ordinal);
        series[7] = double.NaN;
        Assert.Throws<ArgumentException>(() => HarRv.Fit(series));
        Assert.Throws<ArgumentException>(() => model.Predict(series.AsSpan(0, 22)));
        double[] huge = [.. Enumerable.Repeat(1e308, 22)];
        Assert.Contains("row[0] is 1E+308", Assert.Throws<ArgumentException>(() => model.Predict(huge)).Message, StringComparison.Ordinal);
    }

    private static double[] Har(int count, double constant, double daily, double weekly, double monthly, double noise, int seed = 1)
    {
        var random = new Random(seed);
        var series = new double[count];
        for (var t = 0; t < count; t++)
        {
            series[t] = t < 22
                ? random.NextDouble()
                : constant + (daily * series[t - 1]) + (weekly * series[(t - 5)..t].Average()) + (monthly * series[(t - 22)..t].Average());
            series[t] *= 1 + (noise * ((2 * random.NextDouble()) - 1));
        }

        return series;
    }
}
