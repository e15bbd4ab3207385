using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class ConfidenceCalibratorTests
{
    [Fact]
    public void Observe_OneOutcome_MovesTheTwoKnotsBesideTheConfidence()
    {
        // Knots at 0.5, 0.75 and 1; 0.65 is three fifths of the way from the first to the second.
        var calibrator = new ConfidenceCalibrator(2, new() { Knots = 3, LearningRate = 0.5 });

        calibrator.Observe([0.35, 0.65], [0.35, 0.65], 1);

        Assert.Equal([0.5 * 0.35 * 0.4, 0.5 * 0.35 * 0.6, 0], calibrator.Offsets.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        double[] p = [0.35, 0.65];
        calibrator.Transform(p, [0.35, 0.65]);
        var logOdds = Math.Log(0.65 / 0.35) + (0.5 * 0.35 * ((0.4 * 0.4) + (0.6 * 0.6)));
        Assert.Equal(1 / (1 + Math.Exp(-logOdds)), p[1], 12);
        Assert.Equal(1, p.Sum(), 12);
    }

    [Fact]
    public void Observe_WhateverHappens_GapsUnderEachHatStayBounded()
    {
        // The outcomes answer the forecasts, as an enemy would: right for a thousand, wrong for a thousand.
        const int n = 40_000;
        var options = new ConfidenceCalibrationOptions { Knots = 5, LearningRate = 0.05, MaxOffset = 10 };
        var calibrator = new ConfidenceCalibrator(3, options);
        var random = new Random(3);
        var gaps = new double[options.Knots];
        for (var i = 0; i < n; i++)
        {
            var confidence = 0.4 + (0.55 * random.NextDouble());
            double[] raw = [(1 - confidence) * 0.7, confidence, (1 - confidence) * 0.3];
            double[] issued = [.. raw];
            calibrator.Transform(issued, raw);
            var right = random.NextDouble() < (i / 1000 % 2 == 0 ? 0.9 : 0.3);
            calibrator.Observe(issued, raw, right ? 1 : 0);
            var at = (confidence - (1 / 3.0)) / (2 / 3.0) * (options.Knots - 1);
            gaps[(int)at] += ((right ? 1 : 0) - issued[1]) * (1 - (at - (int)at));
            gaps[(int)at + 1] += ((right ? 1 : 0) - issued[1]) * (at - (int)at);
        }

        Assert.All(gaps, gap => Assert.True(Math.Abs(gap / n) <= options.MaxOffset / (options.LearningRate * n), $"mean gap {gap / n}"));
    }

    [Fact]
    public void Observe_OverconfidentForecaster_IsBroughtDownToItsFrequency()
    {
        var calibrator = new ConfidenceCalibrator(3);
        var random = new Random(7);
        var (stated, right, n) = (0.0, 0, 20_000);
        for (var i = 0; i < 2 * n; i++)
        {
            double[] raw = [0.7, 0.2, 0.1];
            double[] issued = [.. raw];
            calibrator.Transform(issued, raw);
            var hit = random.NextDouble() < 0.6;
            calibrator.Observe(issued, raw, hit ? 0 : 1);
            stated += i < n ? 0 : issued[0];
            right += i >= n && hit ? 1 : 0;
        }

        Assert.Equal(right / (double)n, stated / n, 0.005);
    }

    [Fact]
    public void Transform_TheMostProbableClassStaysIt_AndTheOthersKeepTheirProportions()
    {
        var calibrator = new ConfidenceCalibrator(3, new() { LearningRate = 1 });
        double[] raw = [0.3, 0.36, 0.34];
        for (var i = 0; i < 100; i++)
        {
            calibrator.Observe(raw, raw, 0);
        }

        double[] issued = [.. raw];
        calibrator.Transform(issued, raw);

        Assert.True(issued[1] < raw[1] && issued[1] > issued[2] && issued[2] > issued[0]);
        Assert.Equal(raw[0] / raw[2], issued[0] / issued[2], 9);
        Assert.Equal(1, issued.Sum(), 12);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0.5, 0.5)]
    [InlineData(0.3333333333333333, 0.3333333333333333, 0.3333333333333333)]
    public void Transform_ExtremeDistributions_StayDistributions(double a, double b, double c)
    {
        var calibrator = new ConfidenceCalibrator(3, new() { LearningRate = 1 });
        calibrator.Observe([a, b, c], [a, b, c], 2);
        double[] p = [a, b, c];

        calibrator.Transform(p, [a, b, c]);

        Assert.All(p, v => Assert.InRange(v, 0, 1));
        Assert.Equal(1, p.Sum(), 12);
    }

    [Fact]
    public void BadInput_IsNamed()
    {
        Assert.Equal("Knots", Assert.Throws<ArgumentOutOfRangeException>(() => new ConfidenceCalibrator(3, new() { Knots = 1 })).ParamName);
        Assert.Equal("LearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new ConfidenceCalibrator(3, new() { LearningRate = double.NaN })).ParamName);
        Assert.Equal("classCount", Assert.Throws<ArgumentOutOfRangeException>(() => new ConfidenceCalibrator(1)).ParamName);
        var calibrator = new ConfidenceCalibrator(3);
        Assert.Throws<ArgumentException>(() => calibrator.Transform([0.5, 0.5], [0.5, 0.5, 0]));
        Assert.Throws<ArgumentException>(() => calibrator.Transform([0.5, 0.5, 0], [0.5, 0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibrator.Observe([0.5, 0.5, 0], [0.5, 0.5, 0], 3));
    }

    [Fact]
    public void SaveAndLoad_GoOnToTheBit_AndForeignOffsetsAreRefused()
    {
        var first = new ConfidenceCalibrator(3);
        first.Observe([0.2, 0.7, 0.1], [0.2, 0.7, 0.1], 1);
        var bytes = StateCopy.Bytes(first.Save);
        var second = new ConfidenceCalibrator(3);
        second.Load(StateCopy.Reader(bytes));

        first.Observe([0.5, 0.3, 0.2], [0.5, 0.3, 0.2], 2);
        second.Observe([0.5, 0.3, 0.2], [0.5, 0.3, 0.2], 2);

        Assert.Equal(StateCopy.Bytes(first.Save), StateCopy.Bytes(second.Save));
        Assert.Throws<InvalidDataException>(() => new ConfidenceCalibrator(3, new() { Knots = 5 }).Load(StateCopy.Reader(bytes)));
        BitConverter.TryWriteBytes(bytes.AsSpan(5), 2.0);
        Assert.Contains("-1 to 1", Assert.Throws<InvalidDataException>(() => second.Load(StateCopy.Reader(bytes))).Message, StringComparison.Ordinal);
    }
}
