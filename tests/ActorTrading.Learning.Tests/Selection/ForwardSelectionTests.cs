using ActorTrading.Learning.Selection;
using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Tests.Selection;

public sealed class ForwardSelectionTests
{
    private static readonly Matrix X = Samples.Matrix(Samples.Rows(300, 8, seed: 4));

    /// <summary>Columns 5, 2 and 6 matter, in this order; the rest is noise.</summary>
    private static readonly double[] Y =
        [.. Enumerable.Range(0, 300).Select(i => (3 * X[i, 5]) - (2 * X[i, 2]) + X[i, 6] + (0.5 * Samples.Normal(new Random(1000 + i))))];

    private static IReadOnlyList<RowSplit> Folds(int rows)
    {
        var times = Enumerable.Range(0, rows).Select(i => (long)i).ToArray();
        return PurgedKFold.Split(times, times, folds: 5);
    }

    /// <summary>Mean squared error of least squares by Gauss-Seidel on the normal equations.</summary>
    private static double SquaredError(Matrix train, Matrix test, RowSplit split)
    {
        var weights = new double[train.Columns];
        for (var sweep = 0; sweep < 50; sweep++)
        {
            for (var j = 0; j < weights.Length; j++)
            {
                double numerator = 0, denominator = 1e-9;
                for (var i = 0; i < train.Rows; i++)
                {
                    var others = Dot(train.Row(i), weights) - (train[i, j] * weights[j]);
                    numerator += train[i, j] * (Y[split.Train[i]] - others);
                    denominator += train[i, j] * train[i, j];
                }

                weights[j] = numerator / denominator;
            }
        }

        var sum = 0.0;
        for (var i = 0; i < test.Rows; i++)
        {
            var error = Y[split.Test[i]] - Dot(test.Row(i), weights);
            sum += error * error;
        }

        return sum / test.Rows;
    }

    private static double Dot(ReadOnlySpan<double> row, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += row[i] * weights[i];
        }

        return sum;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Select_KnownRelevantColumns_FindsTheseAlone(int threads)
    {
        var options = new ForwardSelectionOptions { MinGain = 0.02, EmptyLoss = Y.Average(y => y * y), Threads = threads };

        var selected = ForwardSelection.Select(X, Folds(300), SquaredError, options);

        Assert.Equal([5, 2, 6], selected.Select(s => s.Column));
        Assert.Equal([.. selected.Select(s => s.Loss).OrderDescending()], selected.Select(s => s.Loss));
        Assert.InRange(selected[^1].Loss, 0.2, 0.32);
    }

    [Fact]
    public void Select_AnyNumberOfThreads_SameBits()
    {
        var one = ForwardSelection.Select(X, Folds(300), SquaredError, new ForwardSelectionOptions { MaxColumns = 4, Threads = 1 });

        Assert.Equal(one, ForwardSelection.Select(X, Folds(300), SquaredError, new ForwardSelectionOptions { MaxColumns = 4, Threads = 5 }));
    }

    [Fact]
    public void Select_EqualLosses_TakesTheLowerColumnAndEndsWithoutGain()
    {
        var selected = ForwardSelection.Select(X, Folds(300), (_, _, _) => 1);

        Assert.Equal([new SelectedColumn(0, 1)], selected);
        Assert.Empty(ForwardSelection.Select(X, Folds(300), (_, _, _) => 1, new ForwardSelectionOptions { EmptyLoss = 1 }));
    }

    [Fact]
    public void Select_Folds_CountByTheirTestRows()
    {
        // Seven rows in three folds of 2, 2 and 3: losses 1, 1 and 8.
        var x = new Matrix(7, 1);
        long[] times = [0, 1, 2, 3, 4, 5, 6];

        var selected = ForwardSelection.Select(x, PurgedKFold.Split(times, times, 3), (_, test, _) => test.Rows == 3 ? 8 : 1);

        Assert.Equal((1 + 1 + 1 + 1 + 8 + 8 + 8) / 7.0, selected[0].Loss, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Select_LossThrows_GivesThatException(int threads) => Assert.Throws<FormatException>(
        () => ForwardSelection.Select(X, Folds(300), (_, _, _) => throw new FormatException(), new ForwardSelectionOptions { Threads = threads }));

    [Fact]
    public void Select_BadInput_NamesIt()
    {
        string Refusal(Matrix x, IReadOnlyList<RowSplit> folds, double loss, ForwardSelectionOptions? options = null) =>
            Assert.ThrowsAny<ArgumentException>(() => ForwardSelection.Select(x, folds, (_, _, _) => loss, options)).Message;

        Assert.Contains("columns 0 is NaN", Refusal(X, Folds(300), double.NaN), StringComparison.Ordinal);
        Assert.Contains("0 x 3", Refusal(new Matrix(0, 3), Folds(300), 1), StringComparison.Ordinal);
        Assert.Contains("number of folds is 0", Refusal(X, [], 1), StringComparison.Ordinal);
        Assert.Contains("last row of fold 0 is 300", Refusal(X, Folds(301), 1), StringComparison.Ordinal);
        Assert.Contains("training rows of fold 0 is 0", Refusal(X, PurgedKFold.Split([0, 1], [5, 5], 2), 1), StringComparison.Ordinal);
        Assert.Contains("MaxColumns is 0", Refusal(X, Folds(300), 1, new ForwardSelectionOptions { MaxColumns = 0 }), StringComparison.Ordinal);
    }
}
