namespace ActorTrading.Learning.Blending;

/// <summary>
/// Forecasts of experts for rows that they were not trained on: for each fold every expert is fitted on the fold's training rows and
/// asked about its test rows. Take purged folds, or labels that reach over the border let the experts see the answers.
/// </summary>
/// <param name="Probabilities">[row, expert · classes + class], as <see cref="StackingClassifier"/> takes it.</param>
/// <param name="Rows">The rows of the training set that they belong to, ascending; rows that no fold tests are left out.</param>
public sealed record OutOfFoldPredictions(Matrix Probabilities, IReadOnlyList<int> Rows)
{
    /// <summary>Fits and asks, fold by fold.</summary>
    /// <param name="labels">One per row of <paramref name="x"/>.</param>
    /// <param name="folds">Training and test rows of each fold; no row is tested twice, none is in both lists of a fold.</param>
    /// <param name="experts">Fits one expert on rows and labels.</param>
    /// <exception cref="ArgumentException">A row number is out of range, twice tested or on both sides, or the experts differ in classes or columns.</exception>
    public static OutOfFoldPredictions Of(
        Matrix x,
        ReadOnlySpan<int> labels,
        int classCount,
        IReadOnlyList<(int[] Train, int[] Test)> folds,
        IReadOnlyList<Func<Matrix, int[], IClassifier>> experts)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(experts);
        Check.Shape(x, nameof(x));
        Check.Length(labels.Length, x.Rows, nameof(labels));
        Check.Range(folds.Count, 1, 10_000, "number of folds");
        Check.Range(experts.Count, 1, 1000, "number of experts");
        Check.Range(classCount, 2, 100, nameof(classCount));
        var tested = Tested(folds, x.Rows);
        var all = new Matrix(x.Rows, experts.Count * classCount);
        foreach (var (train, test) in folds)
        {
            var trainX = x.CopyRows(train);
            var trainY = new int[train.Length];
            for (var i = 0; i < train.Length; i++)
            {
                trainY[i] = labels[train[i]];
            }

            for (var e = 0; e < experts.Count; e++)
            {
                var expert = experts[e](trainX, trainY);
                Check.Range(expert.ClassCount, classCount, classCount, $"number of classes of expert {e}");
                foreach (var row in test)
                {
                    expert.PredictProba(x.Row(row), all.Row(row).Slice(e * classCount, classCount));
                }
            }
        }

        int[] rows = [.. Enumerable.Range(0, x.Rows).Where(i => tested[i])];
        return new OutOfFoldPredictions(all.CopyRows(rows), rows);
    }

    /// <summary>The labels of <see cref="Rows"/>.</summary>
    /// <param name="labels">Those of the whole training set.</param>
    public int[] LabelsOf(ReadOnlySpan<int> labels)
    {
        var chosen = new int[Rows.Count];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = labels[Rows[i]];
        }

        return chosen;
    }

    private static bool[] Tested(IReadOnlyList<(int[] Train, int[] Test)> folds, int rows)
    {
        var tested = new bool[rows];
        for (var f = 0; f < folds.Count; f++)
        {
            var inTest = new bool[rows];
            foreach (var row in folds[f].Test)
            {
                Check.Range(row, 0, rows - 1, $"test row of fold {f}");
                if (tested[row])
                {
                    throw new ArgumentException($"Row {row} is tested again in fold {f}; each row has one out-of-fold forecast.", nameof(folds));
                }

                tested[row] = true;
                inTest[row] = true;
            }

            Check.Range(folds[f].Train.Length, 1, int.MaxValue, $"number of training rows of fold {f}");
            foreach (var row in folds[f].Train)
            {
                Check.Range(row, 0, rows - 1, $"training row of fold {f}");
                if (inTest[row])
                {
                    throw new ArgumentException($"Row {row} is both trained on and tested in fold {f}.", nameof(folds));
                }
            }
        }

        return tested;
    }
}
