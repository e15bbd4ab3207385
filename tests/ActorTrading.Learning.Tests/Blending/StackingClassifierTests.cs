using ActorTrading.Learning.Blending;
using ActorTrading.Learning.Online;
using ActorTrading.Learning.Tests.Calibration;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Blending;

public sealed class StackingClassifierTests
{
    [Fact]
    public void Fit_OneExpertThatIsRight_ChangesNothing()
    {
        var truth = Forecasts.Rows(5000, 3, seed: 1);

        var model = StackingClassifier.Fit(Samples.Matrix(truth), Forecasts.Draw(truth, seed: 2), 3);

        Assert.Equal(1, model.Weights[0], 0.08);
        Assert.All(model.Offsets.ToArray(), b => Assert.Equal(0, b, 0.09));
    }

    /// <summary>Each expert sees one of two independent hints; only together they know the truth, whose log is the sum of both.</summary>
    [Fact]
    public void Fit_ExpertsThatKnowDifferentThings_AddsThemUp()
    {
        var (first, second, noise) = (Forecasts.Rows(5000, 3, seed: 3), Forecasts.Rows(5000, 3, seed: 4), Forecasts.Rows(5000, 3, seed: 5));
        double[][] truth = [.. first.Zip(second, (a, b) => Product(a, b))];
        var x = Samples.Matrix([.. first.Zip(second, (a, b) => a.Concat(b).ToArray()).Zip(noise, (ab, c) => ab.Concat(c).ToArray())]);

        var model = StackingClassifier.Fit(x, Forecasts.Draw(truth, seed: 6), 3);

        Assert.Equal(1, model.Weights[0], 0.1);
        Assert.Equal(1, model.Weights[1], 0.1);
        Assert.Equal(0, model.Weights[2], 0.06);
    }

    /// <summary>Karush-Kuhn-Tucker by finite differences of the penalised loss as documented: no slope where free, upwards where held at 0.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_Anything_ReachesTheMinimum(bool nonNegative)
    {
        // The first expert says truth times noise, the second the noise alone: the best weight of the second is negative.
        var (truth, noise, other) = (Forecasts.Rows(400, 3, seed: 7), Forecasts.Rows(400, 3, seed: 8), Forecasts.Rows(400, 3, seed: 9));
        var labels = Forecasts.Draw(truth, seed: 10);
        double[][] x = [.. truth.Select((p, i) => (double[])[.. Product(p, noise[i]), .. noise[i], .. other[i]])];

        var model = StackingClassifier.Fit(Samples.Matrix(x), labels, 3, new() { Strength = 3, NonNegative = nonNegative });

        double[] theta = [.. model.Weights, .. model.Offsets];
        for (var j = 0; j < theta.Length; j++)
        {
            var (up, down) = ((double[])theta.Clone(), (double[])theta.Clone());
            up[j] += 1e-5;
            down[j] -= 1e-5;
            var slope = (Loss(up) - Loss(down)) / 2e-5;
            if (nonNegative && j < 3 && theta[j] == 0)
            {
                Assert.True(slope > 0);
            }
            else
            {
                Assert.Equal(0, slope, 1e-3);
            }
        }

        Assert.Equal(nonNegative, model.Weights.ToArray().All(w => w >= 0));
        Assert.Equal(nonNegative, model.Weights.ToArray().Contains(0));

        double Loss(double[] w)
        {
            var sum = 1.5 * (w[..3].Sum(v => Math.Pow(v - (1.0 / 3), 2)) + w[3..].Sum(v => v * v));
            for (var i = 0; i < x.Length; i++)
            {
                double[] s = [.. Enumerable.Range(0, 3).Select(k => w[3 + k] + Enumerable.Range(0, 3).Sum(e => w[e] * Math.Log(x[i][(e * 3) + k])))];
                Probabilities.Softmax(s);
                sum -= Math.Log(s[labels[i]]);
            }

            return sum;
        }
    }

    /// <summary>A tree that learnt its own rows by heart: stacked on them it gets all the weight, stacked out of fold it gets what it is worth.</summary>
    [Fact]
    public void Fit_OutOfFold_IsNotFooledByAnOverfitter()
    {
        var x = Samples.Matrix(Samples.Rows(900, 4, seed: 11));
        var random = new Random(12);
        int[] labels = [.. Enumerable.Range(0, 900).Select(i => random.NextDouble() < 1 / (1 + Math.Exp(-x[i, 0])) ? 1 : 0)];
        Func<Matrix, int[], IClassifier>[] experts = [Overfitter, Linear];
        (int[], int[])[] folds = [.. Enumerable.Range(0, 3).Select(f => (
            Enumerable.Range(0, 900).Where(i => i < (f * 300) - 5 || i >= (f * 300) + 305).ToArray(),
            Enumerable.Range(f * 300, 300).ToArray()))];
        var own = new Matrix(900, 4);
        var (learnt, linear) = (Overfitter(x, labels), Linear(x, labels));
        for (var i = 0; i < 900; i++)
        {
            learnt.PredictProba(x.Row(i), own.Row(i)[..2]);
            linear.PredictProba(x.Row(i), own.Row(i)[2..]);
        }

        var outOfFold = OutOfFoldPredictions.Of(x, labels, 2, folds, experts);
        var fooled = StackingClassifier.Fit(own, labels, 2);
        var stacked = StackingClassifier.Fit(outOfFold.Probabilities, outOfFold.LabelsOf(labels), 2);

        Assert.Equal(Enumerable.Range(0, 900), outOfFold.Rows);
        Assert.True(fooled.Weights[0] > 2 * fooled.Weights[1], $"overfitter {fooled.Weights[0]}, linear {fooled.Weights[1]}");
        Assert.True(stacked.Weights[1] > 0.6, $"linear {stacked.Weights[1]}");
        Assert.True(stacked.Weights[0] < 0.25, $"overfitter {stacked.Weights[0]}");
    }

    [Fact]
    public void OutOfFold_LeavesOutWhatNobodyTests()
    {
        var x = Samples.Matrix(Samples.Rows(30, 2, seed: 1));

        var predictions = OutOfFoldPredictions.Of(x, Samples.Labels(x, 2), 2, [([0, 1, 2, 3, 4, 5, 6], [20, 25])], [Linear]);

        Assert.Equal([20, 25], predictions.Rows);
        Assert.Equal(2, predictions.Probabilities.Rows);
    }

    [Fact]
    public void OutOfFold_BadFolds_AreNamed()
    {
        var x = Samples.Matrix(Samples.Rows(10, 2, seed: 1));
        var y = Samples.Labels(x, 2);

        Assert.Contains("Row 2 is both", Message([([1, 2], [2])]), StringComparison.Ordinal);
        Assert.Contains("Row 3 is tested again in fold 1", Message([([1], [3]), ([2], [3])]), StringComparison.Ordinal);
        Assert.Contains("training row of fold 0 is 10", Message([([10], [3])]), StringComparison.Ordinal);
        Assert.Contains("number of training rows of fold 0", Message([([], [3])]), StringComparison.Ordinal);

        string Message((int[], int[])[] folds) => Assert.ThrowsAny<ArgumentException>(() => OutOfFoldPredictions.Of(x, y, 2, folds, [Linear])).Message;
    }

    [Fact]
    public void PredictProba_SleepingExpert_IsLeftOut()
    {
        var truth = Forecasts.Rows(500, 2, seed: 1);
        var model = StackingClassifier.Fit(Samples.Matrix([.. truth.Select(p => p.Concat(p).ToArray())]), Forecasts.Draw(truth, 2), 2, new() { WithOffsets = false });
        var (both, one, none) = (new double[2], new double[2], new double[2]);

        model.PredictProba([0.8, 0.2, 0.8, 0.2], both);
        model.PredictProba([0.8, 0.2, double.NaN, 0.2], one);
        model.PredictProba([double.NaN, 0.2, double.NaN, 0.2], none);

        Assert.Equal([0.5, 0.5], none);
        Assert.InRange(one[0], 0.5, both[0]);
    }

    [Fact]
    public void Fit_BadInput_IsNamed()
    {
        var p = Samples.Matrix([[0.5, 0.5, 0.1, 0.9], [0.5, 0.5, 0.1, 0.9]]);

        Assert.ThrowsAny<ArgumentException>(() => StackingClassifier.Fit(new Matrix(0, 4), [], 2));
        Assert.Contains("class 0 alone", Assert.ThrowsAny<ArgumentException>(() => StackingClassifier.Fit(p, [0, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("left over", Assert.ThrowsAny<ArgumentException>(() => StackingClassifier.Fit(p, [0, 1], 3)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => StackingClassifier.Fit(p, [0, 5], 2));
        Assert.Contains("Strength", Assert.ThrowsAny<ArgumentException>(() => StackingClassifier.Fit(p, [0, 1], 2, new() { Strength = double.NaN })).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => StackingClassifier.Fit(Samples.Matrix([[0.5, 1.5], [0.5, 0.5]]), [0, 1], 2));
    }

    [Fact]
    public void Fit_MoreClassesThanRows_IsFinite()
    {
        var model = StackingClassifier.Fit(Samples.Matrix(Forecasts.Rows(2, 6, seed: 1)), [0, 5], 6, new() { Strength = 0 });
        var p = new double[6];

        model.PredictProba([1, 0, 0, 0, 0, 0], p);

        Assert.All(p, v => Assert.InRange(v, 0, 1));
        Assert.Equal(1, p.Sum(), 9);
    }

    private static GradientBoostedTrees Overfitter(Matrix x, int[] y) =>
        GradientBoostedTrees.Fit(x, y, null, null, new() { ClassCount = 2, Rounds = 20, LearningRate = 0.4, MinChildWeight = 0.01, MaxDepth = 6, L2 = 0, EarlyStoppingRounds = 0 });

    private static OnlineSoftmaxRegression Linear(Matrix x, int[] y)
    {
        var model = new OnlineSoftmaxRegression(x.Columns, 2, new() { MiniBatch = 10 });
        for (var i = 0; i < 5 * x.Rows; i++)
        {
            model.PartialFit(x.Row(i % x.Rows), y[i % x.Rows]);
        }

        return model;
    }

    private static double[] Product(double[] a, double[] b)
    {
        double[] p = [.. a.Zip(b, (u, v) => u * v)];
        Probabilities.Normalize(p);
        return p;
    }
}
