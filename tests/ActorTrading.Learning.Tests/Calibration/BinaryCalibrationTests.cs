using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class BinaryCalibrationTests
{
    [Fact]
    public void Isotonic_HandWorked_PoolsTheViolators()
    {
        // Labels 0 1 0 1 1 at scores 1 … 5: the 1 at 2 and the 0 at 3 pool to a half.
        var steps = IsotonicCalibration.Fit([3, 1, 2, 5, 4], [false, false, true, true, true]);

        Assert.Equal([0, 0, 0.5, 0.5, 1, 1], new double[] { -9, 1, 2, 3.5, 4, 9 }.Select(steps.Transform));
    }

    [Fact]
    public void Isotonic_EqualScores_ShareOneValue()
    {
        var steps = IsotonicCalibration.Fit([1, 1, 1, 1], [true, false, false, false]);

        Assert.Equal(0.25, steps.Transform(1));
    }

    [Fact]
    public void Platt_TwoScores_MeetsTheSoftenedFrequencies()
    {
        // Score 0: 1 of 4 positive; score 1: 3 of 4. Targets 5/6 and 1/6, so the means are (5/6 + 3/6)/4 = 1/3 and 2/3.
        var platt = PlattScaling.Fit([0, 0, 0, 0, 1, 1, 1, 1], [true, false, false, false, true, true, true, false]);

        Assert.Equal(1.0 / 3, platt.Transform(0), 6);
        Assert.Equal(2.0 / 3, platt.Transform(1), 6);
    }

    [Fact]
    public void Platt_OneClassOnly_StaysBetweenZeroAndOne()
    {
        var platt = PlattScaling.Fit([1, 2, 3], [true, true, true]);

        Assert.InRange(platt.Transform(2), 0.5, 0.9);
    }
}
