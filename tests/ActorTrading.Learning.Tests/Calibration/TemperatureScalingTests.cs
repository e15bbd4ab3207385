using ActorTrading.Learning.Calibration;
using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class TemperatureScalingTests
{
    [Fact]
    public void Fit_TwoForecasts_MeetsTheFrequency()
    {
        // Always 0.9 / 0.1, right in 3 of 4: the softened 0.9 must be 0.75, ln(9) / T = ln(3), so T = 2.
        var x = Samples.Matrix([[0.9, 0.1], [0.9, 0.1], [0.9, 0.1], [0.9, 0.1]]);
        var calibrated = new double[2];

        var model = TemperatureScaling.Fit(x, [0, 0, 1, 0]);
        model.Transform([0.9, 0.1], calibrated);

        Assert.Equal(2, model.Temperature, 8);
        Assert.Equal(0.75, calibrated[0], 9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0.5)]
    public void Fit_DistortedForecasts_FindsThePower(double power)
    {
        var truth = Forecasts.Rows(10_000, 3, seed: 5);
        var said = Samples.Matrix([.. truth.Select(p => Forecasts.Sharpen(p, power))]);
        var labels = Forecasts.Draw(truth, seed: 6);

        var model = TemperatureScaling.Fit(said, labels);

        Assert.Equal(power, model.Temperature, 0.05 * power);
        Assert.InRange(Error(model.Transform(said), labels), 0, 0.02);
        Assert.InRange(Error(said, labels), 0.05, 1);
    }

    [Fact]
    public void Fit_NeverWrong_StaysFinite()
    {
        var model = TemperatureScaling.Fit(Samples.Matrix([[0.6, 0.4], [0.3, 0.7]]), [0, 1]);
        var calibrated = new double[2];
        model.Transform([0, 1], calibrated);

        Assert.InRange(model.Temperature, 0.01, 0.05);
        Assert.Equal([0.0, 1.0], calibrated);
    }

    [Fact]
    public void Fit_OneRowOneClass_StaysInRange() => Assert.InRange(TemperatureScaling.Fit(Samples.Matrix([[0.5, 0.5]]), [0]).Temperature, 0.01, 100);

    [Fact]
    public void Fit_BadInput_IsNamed()
    {
        Assert.Contains("probabilities", Assert.ThrowsAny<ArgumentException>(() => TemperatureScaling.Fit(new Matrix(0, 3), [])).Message, StringComparison.Ordinal);
        Assert.Contains("[1, 0] is NaN", Assert.ThrowsAny<ArgumentException>(() => TemperatureScaling.Fit(Samples.Matrix([[0.5, 0.5], [double.NaN, 1]]), [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("label", Assert.ThrowsAny<ArgumentException>(() => TemperatureScaling.Fit(Samples.Matrix([[0.5, 0.5]]), [2])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => TemperatureScaling.Fit(Samples.Matrix([[1.0]]), [0]));
        Assert.ThrowsAny<ArgumentException>(() => TemperatureScaling.Fit(null!, [0]));
        Assert.ThrowsAny<ArgumentException>(() => TemperatureScaling.Fit(Samples.Matrix([[0.5, 0.5]]), [0]).Transform([double.NaN, 0.5], new double[2]));
    }

    private static double Error(Matrix probabilities, int[] labels)
    {
        var bins = new CalibrationBins();
        for (var i = 0; i < labels.Length; i++)
        {
            var top = Probabilities.ArgMax(probabilities.Row(i));
            bins.Add(probabilities[i, top], top == labels[i]);
        }

        return bins.Error;
    }
}
