using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Learning.Blending;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Tests.Predictors;

public sealed class ScoreKeeperTests
{
    private const long Minute = 60_000_000;
    private static readonly string[] Experts = ["base-rates", "ewma", "x"];
    private static readonly double[] Asleep = [double.NaN, double.NaN, double.NaN];
    private static readonly double[] BaseRates = [0.2, 0.6, 0.2];

    [Fact]
    public void Current_FourForecasts_EqualsTheNumbersWorkedByHand()
    {
        var score = FourForecasts().Current([0.25, 0.25, 0.5]);

        Assert.Equal(4, score.Rows);
        Assert.Equal([0.25, 0.25, 0.5], score.BaseRates);
        Assert.Equal(0.5, score.MajorityAccuracy);
        Assert.Equal(0.75, score.Accuracy);
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.9) + Math.Log(0.04) + Math.Log(0.6)) / 4, score.LogLoss, 12);

        // The base rates slept at the second row: only the three they answered count.
        Assert.Equal(-((2 * Math.Log(0.2)) + Math.Log(0.6)) / 3, score.BaseRateLogLoss, 12);
        Assert.Equal(-((3 * Math.Log(0.25)) + Math.Log(0.5)) / 4, score.EwmaLogLoss, 12);
        Assert.Equal(1 - (score.LogLoss / score.BaseRateLogLoss), score.Skill, 12);

        // Bins of 1/15: 0.7 alone, 0.9 twice with one right, 0.6 alone: (0.3 + 0.8 + 0.4) / 4.
        Assert.Equal(0.375, score.Ece, 12);

        // 0.14 + 0.015 + 1.7352 + 0.24 over four.
        Assert.Equal(0.53255, score.Brier, 12);
        Assert.Equal((0.85, 0.5, 0.5), (score.SelectiveThreshold, score.SelectiveAccuracy, score.SelectiveCoverage));
        Assert.Equal((0.9, 0.5), (score.IntervalLevel, score.IntervalCoverage));
        Assert.Equal((0.04 + 0.005 + 0.02 + 0.02) / 4, score.IntervalMeanWidth, 12);

        // The second overlaps the first and the fourth was flat.
        Assert.Equal((1, 2), (score.DirectionalHits, score.DirectionalRows));
        Assert.Equal((0.5, 1.0), (score.DirectionalHitRate, score.DirectionalP));
        Assert.Equal(0.5, score.Weights["x"]);
    }

    [Fact]
    public void Current_FiveCallsFiveHits_HasTheExactBinomialP()
    {
        var scores = new ScoreKeeper(Horizon.H1, Experts, 0.9);
        for (var i = 0; i < 5; i++)
        {
            Add(scores, i * 60, [0.1, 0.2, 0.7], PriceMove.Up, 0.02, (-1, 1), Asleep);
        }

        // Two of the 32 equally likely courses are that extreme.
        Assert.Equal(2 / 32.0, scores.Current([1, 0, 0]).DirectionalP, 12);
    }

    [Fact]
    public void Add_CertainAndWrong_LosesMuchButNotEverything()
    {
        var scores = new ScoreKeeper(Horizon.H1, Experts, 0.9);
        Add(scores, 0, [0, 0, 1], PriceMove.Down, -0.02, (-1, 1), Asleep);

        var score = scores.Current([1, 0, 0]);

        Assert.Equal(-Math.Log(1e-15), score.LogLoss, 9);
        Assert.Equal(1, score.Ece, 12);
        Assert.Equal(2, score.Brier, 12);
    }

    [Fact]
    public void Load_OfWhatWasSaved_GoesOnToTheBit()
    {
        var whole = FourForecasts();
        var copy = new ScoreKeeper(Horizon.H1, Experts, 0.9);
        Serialized.Into(Serialized.From(whole.Save), copy.Load);
        foreach (var scores in new[] { whole, copy })
        {
            Add(scores, 150, [0.3, 0.3, 0.4], PriceMove.Down, -0.03, (-0.1, 0.1), BaseRates);
            Add(scores, 180, [0.3, 0.3, 0.4], PriceMove.Up, 0.03, (-0.1, 0.1), BaseRates);
        }

        Assert.Equal(Serialized.From(whole.Save), Serialized.From(copy.Save));
        Assert.Equal((2, 3), (copy.Current([1, 0, 0]).DirectionalHits, copy.Current([1, 0, 0]).DirectionalRows));
    }

    private static ScoreKeeper FourForecasts()
    {
        var scores = new ScoreKeeper(Horizon.H1, Experts, 0.9);
        Add(scores, 0, [0.1, 0.2, 0.7], PriceMove.Up, 0.02, (-0.01, 0.03), BaseRates);
        Add(scores, 30, [0.9, 0.05, 0.05], PriceMove.Down, -0.02, (-0.03, -0.025), Asleep);
        Add(scores, 60, [0.9, 0.06, 0.04], PriceMove.Up, 0.015, (-0.01, 0.01), BaseRates);
        Add(scores, 120, [0.2, 0.6, 0.2], PriceMove.Flat, 0, (-0.01, 0.01), BaseRates);
        return scores;
    }

    private static void Add(ScoreKeeper scores, long minute, double[] p, PriceMove move, double actual, (double Low, double High) interval, double[] baseRates)
    {
        var row = new FeatureRow(minute * Minute, 100, [], 0);
        scores.Add(
            new PendingForecast(row, Forecast([.. baseRates, 0.25, 0.5, 0.25, .. Asleep], p, interval)),
            new Outcome(row.Time, row.Price, row.Time + Horizon.H1.Length, actual, move, Missing: false));
    }

    /// <summary>By its stored form: a forecast is otherwise only made by the blend.</summary>
    private static BlendedForecast Forecast(double[] experts, double[] p, (double Low, double High) interval)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((byte)1);
        foreach (var values in new[] { experts, [0.5, 0.5, 0], p, p })
        {
            writer.Write(values.Length);
            Array.ForEach(values, writer.Write);
        }

        Array.ForEach([0, 0.01, interval.Low, interval.High], writer.Write);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        return BlendedForecast.Load(reader);
    }
}
