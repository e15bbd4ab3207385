using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class SelectiveAccuracyTests
{
    [Fact]
    public void Of_HandWorked_GivesCurveAndArea()
    {
        var curve = SelectiveAccuracy.Of([0.9, 0.8, 0.7, 0.6], [true, false, true, true]);

        Assert.Equal(
            [new(0.9, 0.25, 1), new(0.8, 0.5, 0.5), new(0.7, 0.75, 2.0 / 3), new SelectivePoint(0.6, 1, 0.75)],
            curve.Points);
        Assert.Equal((0 + 0.5 + (1.0 / 3) + 0.25) / 4, curve.AreaUnderRisk, 15);
        Assert.Equal(0.7, curve.AtCoverage(0.6).Threshold);
        Assert.Equal(1, curve.AtAccuracy(0.7)!.Value.Coverage);
        Assert.Equal(0.25, curve.AtAccuracy(0.9)!.Value.Coverage);
    }

    [Fact]
    public void Of_EqualConfidences_DoNotDependOnTheirOrder()
    {
        var first = SelectiveAccuracy.Of([0.5, 0.5, 0.9], [true, false, false]);
        var second = SelectiveAccuracy.Of([0.9, 0.5, 0.5], [false, false, true]);

        Assert.Equal(first.Points, second.Points);
        Assert.Equal(2, first.Points.Count);
        Assert.Equal(first.AreaUnderRisk, second.AreaUnderRisk);

        // Averaged over the two orders of the tie: (1 + 1 + 2/3) / 3 and (1 + 1/2 + 2/3) / 3.
        Assert.Equal(((1 + 1 + (2.0 / 3)) + (1 + 0.5 + (2.0 / 3))) / 6, first.AreaUnderRisk, 12);
        Assert.Null(first.AtAccuracy(0.5));
    }

    [Fact]
    public void Of_BadInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SelectiveAccuracy.Of([], []));
        Assert.Throws<ArgumentException>(() => SelectiveAccuracy.Of([1], [true, false]));
        Assert.Throws<ArgumentException>(() => SelectiveAccuracy.Of([double.NaN], [true]));
    }

    [Fact]
    public void Table_HoldsTheFilledBins()
    {
        var bins = new CalibrationBins(4);
        bins.Add(0.2, false);
        bins.Add(0.8, true);
        bins.Add(0.9, false);

        var table = bins.Table();

        Assert.Equal(new ReliabilityBin(0, 0.25, 1, 0.2, 0), table[0]);
        Assert.Equal(new ReliabilityBin(0.75, 1, 2, (0.8 + 0.9) / 2, 0.5), table[1]);
        Assert.Equal(2, table.Count);
    }
}
