using ActorTrading.Learning.Blending;

namespace ActorTrading.Learning.Tests.Blending;

public sealed class BlendedForecasterTests
{
    private static readonly ExpertPrior[] Experts = [new("pre-trained", 0.5), new("online", 0.5), new("base rates", 0)];

    [Fact]
    public void Forecast_AtTheStart_IsTheMeanOfTheTwo()
    {
        var blend = new BlendedForecaster(new(), Experts);

        var forecast = blend.Forecast([0.2, 0.6, 0.2, 0.4, 0.4, 0.2, 0.9, 0.05, 0.05], scale: 0.01);

        Assert.Equal([0.5, 0.5, 0], forecast.Weights.ToArray());
        Assert.Equal(0.3, forecast.Probabilities[0], 12);
        Assert.Equal(0.5, forecast.Probabilities[1], 12);
        Assert.Equal(0.5, forecast.Confidence, 12);
        Assert.Equal(1, forecast.Class);
        Assert.Equal(0, forecast.ExpectedReturn);

        // Cold start: the 5 % quantile 2.132 of t(4), scaled to unit variance by sqrt(1/2).
        Assert.Equal(-0.01 * 2.1318 * Math.Sqrt(0.5), forecast.IntervalLow, 6);
    }

    [Fact]
    public void Forecast_SleepingExpert_GetsNoWeight()
    {
        var blend = new BlendedForecaster(new(), Experts);

        var forecast = blend.Forecast([double.NaN, 0.6, 0.2, 0.4, 0.4, 0.2, 0.9, 0.05, 0.05], 0.01);

        Assert.Equal([0, 1, 0], forecast.Weights.ToArray());
        Assert.Equal(0.4, forecast.Raw[0], 12);
    }

    [Fact]
    public void Forecast_EverybodyAsleep_GivesTheBaseRatesSeen()
    {
        var blend = new BlendedForecaster(new() { Recalibration = null, Confidence = null, ReturnMemory = 1 }, Experts);
        double[] nan = [.. Enumerable.Repeat(double.NaN, 9)];
        for (var i = 0; i < 7; i++)
        {
            blend.Observe(blend.Forecast(nan, double.NaN), 1, 0.001);
        }

        var forecast = blend.Forecast(nan, double.NaN);

        Assert.Equal([0.1, 0.8, 0.1], forecast.Probabilities.ToArray());
        Assert.Equal([0, 0, 0], forecast.Weights.ToArray());
    }

    [Fact]
    public void Observe_HumbleExpertThatIsRight_EarnsTheWeight()
    {
        var random = new Random(2);
        var blend = new BlendedForecaster(new(), Experts);
        for (var i = 0; i < 3000; i++)
        {
            var u = random.NextDouble();
            var label = u < 0.1 ? 0 : u < 0.9 ? 1 : 2;
            var forecast = blend.Forecast([0.6, 0.2, 0.2, 0.2, 0.2, 0.6, 0.1, 0.8, 0.1], 0.01);
            blend.Observe(forecast, label, (label - 1) * 0.02);
        }

        Assert.InRange(blend.Weights[2], 0.9, 1);
    }

    [Fact]
    public void Observe_ClassReturns_GiveTheExpectedReturn()
    {
        var random = new Random(4);
        var blend = new BlendedForecaster(new() { Recalibration = null }, Experts);
        double[] p = [0.2, 0.3, 0.5, 0.2, 0.3, 0.5, 0.2, 0.3, 0.5];
        for (var i = 0; i < 4000; i++)
        {
            var u = random.NextDouble();
            var label = u < 0.2 ? 0 : u < 0.5 ? 1 : 2;
            blend.Observe(blend.Forecast(p, 0.02), label, (label - 1) * 0.02);
        }

        // 0.5 · 2 % - 0.2 · 2 %, a little shrunk.
        Assert.InRange(blend.Forecast(p, 0.02).ExpectedReturn, 0.0058, 0.0061);
    }

    [Fact]
    public void Load_StateOfVersion1_StartsWithoutACorrectionOfTheConfidence()
    {
        // Version 1 had everything but the correction of the confidence and the byte that tells of it.
        var old = new BlendedForecaster(new() { Confidence = null }, Experts);
        var bytes = StateCopy.Bytes(old.Save);
        Assert.Equal((2, 0), (bytes[0], bytes[10]));
        byte[] version1 = [1, .. bytes[1..10], .. bytes[11..]];

        var loaded = new BlendedForecaster(new(), Experts);
        loaded.Load(StateCopy.Reader(version1));

        Assert.Equal(StateCopy.Bytes(new BlendedForecaster(new(), Experts).Save), StateCopy.Bytes(loaded.Save));
        version1[0] = 3;
        Assert.Contains("version 3", Assert.Throws<InvalidDataException>(() => loaded.Load(StateCopy.Reader(version1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SavedForecasterAndPendingForecast_ContinueToTheBit()
    {
        var random = new Random(6);
        var blend = new BlendedForecaster(new() { Recalibration = new() { RefitEvery = 7 } }, Experts);
        for (var i = 0; i < 300; i++)
        {
            blend.Observe(blend.Forecast(Row(random), 0.01 + (0.01 * random.NextDouble())), random.Next(3), random.NextDouble() - 0.5);
        }

        var pending = blend.Forecast(Row(random), 0.01);
        var copy = new BlendedForecaster(new() { Recalibration = new() { RefitEvery = 7 } }, Experts);
        copy.Load(StateCopy.Reader(StateCopy.Bytes(blend.Save)));
        var pendingCopy = BlendedForecast.Load(StateCopy.Reader(StateCopy.Bytes(pending.Save)));
        blend.Observe(pending, 0, -0.1);
        copy.Observe(pendingCopy, 0, -0.1);

        for (var i = 0; i < 100; i++)
        {
            var row = Row(random);
            var a = blend.Forecast(row, 0.02);
            var b = copy.Forecast(row, 0.02);
            Assert.Equal(StateCopy.Bytes(a.Save), StateCopy.Bytes(b.Save));
            blend.Observe(a, i % 3, 0.01);
            copy.Observe(b, i % 3, 0.01);
        }

        Assert.Equal(StateCopy.Bytes(blend.Save), StateCopy.Bytes(copy.Save));
    }

    private static double[] Row(Random random)
    {
        var row = new double[9];
        for (var i = 0; i < 3; i++)
        {
            var p = row.AsSpan(i * 3, 3);
            for (var k = 0; k < 3; k++)
            {
                p[k] = 0.05 + random.NextDouble();
            }

            Probabilities.Normalize(p);
        }

        if (random.Next(5) == 0)
        {
            row[0] = double.NaN;
        }

        return row;
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e308)]
    public void Observe_AbsurdScale_CountsAsUnknown(double scale)
    {
        var blend = new BlendedForecaster(new(), Experts);

        var forecast = blend.Forecast([0.2, 0.6, 0.2, 0.4, 0.4, 0.2, 0.9, 0.05, 0.05], scale);
        blend.Observe(forecast, 2, 0.02);

        Assert.Equal(0.01, forecast.Scale);
        Assert.Equal(1, blend.Outcomes);
    }
}
