using ActorTrading.Learning.Calibration;
using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class ConfidencePredictorTests
{
    [Fact]
    public void Evidence_HandWorked()
    {
        var evidence = ConfidenceEvidence.Of([0.25, 0.5, 0.25], novelty: 0.3, recentAccuracy: 0.6);

        Assert.Equal(0.5, evidence.Top);
        Assert.Equal(0.25, evidence.Margin);
        Assert.Equal(1.5 * Math.Log(2) / Math.Log(3), evidence.Entropy, 12);
        Assert.Equal((0.3, 0.6), (evidence.Novelty, evidence.RecentAccuracy));
        Assert.Equal(1, ConfidenceEvidence.Of([0.5, 0.5], 0, 0).Entropy, 12);
        Assert.Equal(0, ConfidenceEvidence.Of([0, 1], 0, 0).Entropy, 12);
    }

    /// <summary>The model is right as often as it says on familiar rows, and half way to guessing on new ones; only the predictor sees which is which.</summary>
    [Fact]
    public void Predict_NoveltyThatHurts_IsCalibratedWhereTheModelIsNot()
    {
        var (evidence, right, truth) = Draw(12_000, seed: 1);
        var (later, laterRight, laterTruth) = Draw(6000, seed: 2);

        var model = ConfidencePredictor.Fit(evidence, right);

        var (own, raw, mean) = (new CalibrationBins(10), new CalibrationBins(10), 0.0);
        for (var i = 0; i < laterRight.Length; i++)
        {
            var p = model.Predict(later.Row(i));
            own.Add(p, laterRight[i]);
            raw.Add(later[i, 0], laterRight[i]);
            mean += Math.Abs(p - laterTruth[i]) / laterRight.Length;
        }

        Assert.Equal(12_000, truth.Length);
        Assert.InRange(own.Error, 0, 0.02);
        Assert.InRange(raw.Error, 0.05, 1);
        Assert.InRange(mean, 0, 0.03);
        Assert.True(model.Weights[3] < -0.2, $"novelty weighs {model.Weights[3]}");
    }

    /// <summary>Without calibration the fit is plain ridge logistic regression: no slope of its penalised loss at the weights it gives.</summary>
    [Fact]
    public void Fit_WithoutCalibration_ReachesTheMinimum()
    {
        var (evidence, right, _) = Draw(400, seed: 3);

        var model = ConfidencePredictor.Fit(evidence, right, new() { CalibrationShare = 0, Strength = 5 });

        // Residuals sum to nearly nothing against the offset, and to strength · weight against each standardised column.
        double[] errors = [.. Enumerable.Range(0, 400).Select(i => (right[i] ? 1 : 0) - model.Predict(evidence.Row(i)))];
        Assert.Equal(0, errors.Sum(), 0.01);
        for (var j = 1; j < 5; j++)
        {
            double[] column = [.. Enumerable.Range(0, 400).Select(i => evidence[i, j])];
            var mean = column.Average();
            var deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            var slope = errors.Zip(column, (e, v) => deviation > 1e-9 ? e * (v - mean) / deviation : 0).Sum();
            Assert.Equal(5 * model.Weights[j], slope, 1e-4);
        }
    }

    [Fact]
    public void Fit_OneRowOrOneOutcome_StaysAProbability()
    {
        var one = Samples.Matrix([[0.6, 0.2, 0.8, 0.1, 0.5]]);
        var same = Samples.Matrix([.. Enumerable.Repeat(new[] { 0.6, 0.2, 0.8, 0.1, 0.5 }, 50)]);

        Assert.InRange(ConfidencePredictor.Fit(one, [true]).Predict(one.Row(0)), 0.5, 1);
        Assert.InRange(ConfidencePredictor.Fit(same, [.. Enumerable.Repeat(true, 50)]).Predict(one.Row(0)), 0.8, 1);
    }

    [Fact]
    public void BadInput_IsNamed()
    {
        Assert.Contains("evidence", Message(() => ConfidencePredictor.Fit(new Matrix(0, 5), [])), StringComparison.Ordinal);
        Assert.Contains("row of evidence", Message(() => ConfidencePredictor.Fit(new Matrix(1, 4), [true])), StringComparison.Ordinal);
        Assert.Contains("right", Message(() => ConfidencePredictor.Fit(new Matrix(2, 5), [true])), StringComparison.Ordinal);
        Assert.Contains("NaN", Message(() => ConfidencePredictor.Fit(Samples.Matrix([[double.NaN, 0, 0, 0, 0]]), [true])), StringComparison.Ordinal);
        Assert.Contains("CalibrationShare is 1", Message(() => ConfidencePredictor.Fit(new Matrix(1, 5), [true], new() { CalibrationShare = 1 })), StringComparison.Ordinal);
        Assert.Contains("novelty is 2", Message(() => ConfidenceEvidence.Of([0.5, 0.5], 2, 0)), StringComparison.Ordinal);

        static string Message(Func<object> run) => Assert.ThrowsAny<ArgumentException>(run).Message;
    }

    private static (Matrix Evidence, bool[] Right, double[] Truth) Draw(int count, int seed)
    {
        var random = new Random(seed);
        var (rows, right, truth) = (new Matrix(count, ConfidenceEvidence.Count), new bool[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            double[] p = [Math.Exp(Samples.Normal(random)), Math.Exp(Samples.Normal(random)), Math.Exp(Samples.Normal(random))];
            Probabilities.Normalize(p);
            var novelty = random.Next(2);
            var top = p[Probabilities.ArgMax(p)];
            truth[i] = novelty == 0 ? top : 1 / (1 + Math.Exp(1 - Math.Log(top / (1 - top))));
            right[i] = random.NextDouble() < truth[i];
            ConfidenceEvidence.Of(p, novelty, 0.5).CopyTo(rows.Row(i));
        }

        return (rows, right, truth);
    }
}
