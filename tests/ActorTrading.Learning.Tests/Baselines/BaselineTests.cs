using ActorTrading.Learning.Baselines;
using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Tests.Baselines;

public sealed class BaselineTests
{
    [Fact]
    public void PredictProba_Window_ForgetsTheOldest()
    {
        var rates = new RollingBaseRates(3, window: 4, priorStrength: 3);
        foreach (var label in new[] { 0, 0, 0, 1, 1, 2 })
        {
            rates.PartialFit(label);
        }

        // Left in the window: 0, 1, 1, 2.
        var p = new double[3];
        rates.PredictProba(p);
        Assert.Equal([2.0 / 7, 3.0 / 7, 2.0 / 7], p);
        var copy = new RollingBaseRates(3, 4, 3);
        copy.Load(StateCopy.Reader(StateCopy.Bytes(rates.Save)));
        Assert.Equal(StateCopy.Bytes(rates.Save), StateCopy.Bytes(copy.Save));
    }

    [Fact]
    public void PredictProba_KnownScale_IntegratesTheBell()
    {
        var bell = new EwmaStudentT(new() { DegreesOfFreedom = 5 });
        for (var i = 0; i < 200; i++)
        {
            bell.Update(i % 2 == 0 ? 0.01 : -0.01);
        }

        var p = new double[3];
        bell.PredictProba(4, 0.01, 0.01, p);

        // Deviation 1 % per bar, 2 % over four bars; t unit 2 % · sqrt(3/5).
        Assert.Equal(0.02, bell.Scale(4), 9);
        Assert.Equal(StudentT.Cdf(Math.Log(0.99) / (0.02 * Math.Sqrt(0.6)), 5), p[0], 9);
        Assert.Equal(1, p.Sum(), 12);
        Assert.Equal(0.02 * Math.Sqrt(0.6) * 2.571, bell.Quantile(0.975, 4), 4);
    }

    [Fact]
    public void Learn_OutcomesWiderThanTheScale_FindsTheFactor()
    {
        var random = new Random(12);
        var bell = new EwmaStudentT();
        for (var i = 0; i < 5000; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            bell.Learn(0.0145 * normal, scale: 0.01);
        }

        Assert.Equal(1.45, bell.ScaleFactor);
        Assert.Equal(30, bell.DegreesOfFreedom);
        var copy = new EwmaStudentT();
        copy.Load(StateCopy.Reader(StateCopy.Bytes(bell.Save)));
        Assert.Equal(StateCopy.Bytes(bell.Save), StateCopy.Bytes(copy.Save));
        Assert.Equal(bell.Quantile(0.1, 3), copy.Quantile(0.1, 3));
    }

    [Fact]
    public void Update_NotANumber_IsLeftOut()
    {
        var bell = new EwmaStudentT();
        bell.Update(0.01);
        var before = bell.Scale(1);

        bell.Update(double.NaN);

        Assert.Equal(before, bell.Scale(1));
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e300)]
    [InlineData(double.PositiveInfinity)]
    public void EwmaStudentT_AbsurdScale_DoesNotFreezeTheShape(double scale)
    {
        var model = new EwmaStudentT();
        model.Learn(0.01, scale);
        for (var i = 0; i < 500; i++)
        {
            model.Learn(i % 2 == 0 ? 0.005 : -0.005, 0.01);
        }

        Assert.True(model.ScaleFactor < 0.7, $"The factor is {model.ScaleFactor}.");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void EwmaStudentT_AbsurdHorizon_IsRefused(double bars)
    {
        var model = new EwmaStudentT();

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Scale(bars));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Quantile(0.5, bars));
    }
}
