using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class ScoringTests
{
    [Fact]
    public void Error_PublishedBinaryExample_Is026()
    {
        double[] p = [0.1, 0.2, 0.3, 0.8, 0.9];
        bool[] y = [false, false, true, true, true];
        var bins = new CalibrationBins(10);

        for (var i = 0; i < p.Length; i++)
        {
            bins.Add(p[i], y[i]);
        }

        Assert.Equal(0.26, bins.Error, 12);
        Assert.Equal(0.7, bins.MaxError, 12);
    }

    [Fact]
    public void Add_HandWorkedForecasts_GivesTheScores()
    {
        var score = new ForecastScore(threshold: 0.65);
        score.Add([0.7, 0.2, 0.1], 0);
        score.Add([0.3, 0.6, 0.1], 2);

        Assert.Equal((-Math.Log(0.7) - Math.Log(0.1)) / 2, score.LogLoss, 12);
        Assert.Equal((0.09 + 0.04 + 0.01 + 0.09 + 0.36 + 0.81) / 2, score.Brier, 12);
        Assert.Equal(0.5, score.Accuracy);
        Assert.Equal((0.5, 1.0), (score.SelectedShare, score.SelectedAccuracy));
        Assert.Equal((0.3 + 0.6) / 2, score.ExpectedCalibrationError, 12);
    }

    [Fact]
    public void Add_CertainAndWrong_CostsTheClippedLogarithm()
    {
        var score = new ForecastScore();

        score.Add([1, 0, 0], 1);

        Assert.Equal(-Math.Log(1e-15), score.LogLoss, 9);
    }

    [Fact]
    public void Load_SavedScore_ContinuesToTheBit()
    {
        var score = new ForecastScore();
        score.Add([0.7, 0.2, 0.1], 0);
        score.Interval.Add(-1, 1, 2);

        var copy = new ForecastScore();
        copy.Load(StateCopy.Reader(StateCopy.Bytes(score.Save)));

        Assert.Equal(StateCopy.Bytes(score.Save), StateCopy.Bytes(copy.Save));
        Assert.Equal(score.LogLoss, copy.LogLoss);
    }

    [Fact]
    public void Winkler_HandWorked_AddsThePenalty()
    {
        var score = new IntervalScore();
        score.Add(-1, 1, 0);
        score.Add(-1, 1, 1.5);

        Assert.Equal(0.5, score.Coverage);
        Assert.Equal(2, score.MeanWidth);
        Assert.Equal((2 + 2 + (20 * 0.5)) / 2, score.Winkler(0.1), 12);
    }

    // R: binom.test(7, 20, 0.3)$p.value, binom.test(682, 925, 0.75)$p.value; the coin by counting: 2 · 11 / 1024.
    [Theory]
    [InlineData(1, 10, 0.5, 0.021484375)]
    [InlineData(5, 10, 0.5, 1)]
    [InlineData(682, 925, 0.75, 0.3825)]
    public void TwoSided_PublishedExamples_Agree(long hits, long trials, double rate, double expected) =>
        Assert.Equal(expected, BinomialTest.TwoSided(hits, trials, rate), 4);
}
