using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class OddValuesTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void VectorScaling_ValueThatIsNoProbability_IsRefusedAndNotLearned(double odd)
    {
        var calibrator = new VectorScalingCalibrator(3, new() { Window = 10, RefitEvery = 1 });
        var before = StateCopy.Bytes(calibrator.Save);

        Assert.ThrowsAny<ArgumentException>(() => calibrator.Observe([0.5, odd, 0.5], 0));
        Assert.ThrowsAny<ArgumentException>(() => calibrator.Transform([0.5, odd, 0.5], new double[3]));

        Assert.Equal(before, StateCopy.Bytes(calibrator.Save));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void ConfidenceCalibrator_ValueThatIsNoProbability_IsRefusedAndNotLearned(double odd)
    {
        var calibrator = new ConfidenceCalibrator(3);
        var before = StateCopy.Bytes(calibrator.Save);
        double[] fine = [0.5, 0.3, 0.2];

        Assert.ThrowsAny<ArgumentException>(() => calibrator.Observe([odd, 0.5, 0.5], fine, 0));
        Assert.ThrowsAny<ArgumentException>(() => calibrator.Observe(fine, [odd, 0.5, 0.5], 0));
        Assert.ThrowsAny<ArgumentException>(() => calibrator.Transform([0.5, odd, 0.5], fine));
        Assert.ThrowsAny<ArgumentException>(() => calibrator.Transform(fine, [odd, 0.5, 0.5]));

        Assert.Equal(before, StateCopy.Bytes(calibrator.Save));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ScoreThatIsNone_IsRefused(double score)
    {
        Assert.ThrowsAny<ArgumentException>(() => new PlattScaling(0, 0).Transform(score));
        Assert.ThrowsAny<ArgumentException>(() => IsotonicCalibration.Fit([1, 2], [false, true]).Transform(score));
    }
}
