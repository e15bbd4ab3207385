using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class OnlineSoftmaxRegressionTests
{
    [Fact]
    public void PredictProba_BeforeTheFirstBatch_IsUniform()
    {
        var model = new OnlineSoftmaxRegression(3, 3);

        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], Predict(model, [1, 2, 3]));
    }

    [Fact]
    public void PartialFit_FirstBatch_SetsTheClassFrequencies()
    {
        var model = new OnlineSoftmaxRegression(1, 2, new() { MiniBatch = 8 });
        for (var i = 0; i < 8; i++)
        {
            model.PartialFit([5], i < 6 ? 0 : 1);
        }

        // (6 + 1) / (8 + 2), (2 + 1) / (8 + 2); a column that never varied says nothing.
        var p = Predict(model, [5]);
        Assert.Equal(0.7, p[0], 12);
        Assert.Equal(0.3, p[1], 12);
    }

    [Fact]
    public void PartialFit_OneStep_MovesAlongTheNumericalGradient()
    {
        // Weights are still zero, so the step is -rate · gradient of the mean log-loss with respect to weights on z.
        double[] column = [-1, 1, -1, 1];
        const double Rate = 0.1;
        var model = new OnlineSoftmaxRegression(1, 2, new() { MiniBatch = 4, LearningRate = Rate, L2 = 0, Momentum = 0, StandardizationWindow = 4 });
        foreach (var value in column)
        {
            model.PartialFit([value], value > 0 ? 1 : 0);
        }

        foreach (var value in column)
        {
            model.PartialFit([value], value > 0 ? 1 : 0);
        }

        // Offsets are ln(1/2) for both; z = x (mean 0, deviation 1 stay with these values in a fixed order closely enough).
        var scoreGap = Math.Log(Predict(model, [1])[1] / Predict(model, [1])[0]);
        const double Step = 1e-6;
        var slope = (Loss(Step) - Loss(-Step)) / (2 * Step);
        Assert.InRange(scoreGap, -2 * Rate * slope * 0.8, -2 * Rate * slope * 1.2);

        // Mean log-loss when class 1's weight is w and class 0's is 0.
        double Loss(double w) => column.Average(z => -Math.Log(z > 0 ? 1 / (1 + Math.Exp(-w * z)) : 1 - (1 / (1 + Math.Exp(-w * z)))));
    }

    [Fact]
    public void PartialFit_LinearlySeparableStream_LearnsIt()
    {
        var random = new Random(5);
        var model = new OnlineSoftmaxRegression(6, 3);
        var row = new double[6];
        var loss = 0.0;
        for (var i = 0; i < 20_000; i++)
        {
            var label = Fill(row, random);
            if (i >= 15_000)
            {
                loss += Probabilities.LogLoss(Predict(model, row)[label]);
            }

            model.PartialFit(row, label);
        }

        // Base rates alone cost 1.06.
        Assert.InRange(loss / 5000, 0, 0.5);
    }

    [Fact]
    public void Load_InTheMiddleOfABatch_ContinuesToTheBit()
    {
        var random = new Random(8);
        var model = new OnlineSoftmaxRegression(6, 3, new() { MiniBatch = 16 });
        var row = new double[6];
        for (var i = 0; i < 1003; i++)
        {
            var label = Fill(row, random);
            model.PartialFit(row, label);
        }

        var copy = new OnlineSoftmaxRegression(6, 3, new() { MiniBatch = 16 });
        copy.Load(StateCopy.Reader(StateCopy.Bytes(model.Save)));
        for (var i = 0; i < 500; i++)
        {
            var label = Fill(row, random);
            Assert.Equal(Predict(model, row), Predict(copy, row));
            model.PartialFit(row, label);
            copy.PartialFit(row, label);
        }
    }

    [Fact]
    public void PartialFit_MissingAndInfiniteValues_LeaveFiniteProbabilities()
    {
        var model = new OnlineSoftmaxRegression(2, 2, new() { MiniBatch = 4 });
        for (var i = 0; i < 100; i++)
        {
            model.PartialFit([i % 3 == 0 ? double.NaN : i, i % 5 == 0 ? double.PositiveInfinity : 1e300], i % 2);
        }

        Assert.All(Predict(model, [double.NaN, double.NegativeInfinity]), p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Load_OtherShape_SaysSo()
    {
        var bytes = StateCopy.Bytes(new OnlineSoftmaxRegression(4, 3).Save);

        var e = Assert.Throws<InvalidDataException>(() => new OnlineSoftmaxRegression(5, 3).Load(StateCopy.Reader(bytes)));

        Assert.Contains("feature count", e.Message, StringComparison.Ordinal);
    }

    private static int Fill(double[] row, Random random)
    {
        for (var f = 0; f < row.Length; f++)
        {
            row[f] = 100 + (10 * ((random.NextDouble() * 2) - 1));
        }

        var signal = row[0] - row[1];
        return signal < -4 ? 0 : signal > 4 ? 2 : 1;
    }

    private static double[] Predict(OnlineSoftmaxRegression model, double[] row)
    {
        var p = new double[model.ClassCount];
        model.PredictProba(row, p);
        return p;
    }
}
