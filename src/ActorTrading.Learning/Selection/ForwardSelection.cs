using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Selection;

/// <summary>
/// Sequential forward selection (Whitney 1971): again and again the column is added that lowers the cross-validated loss most,
/// until none lowers it enough. Being greedy, it misses columns that help only together.
/// </summary>
public static class ForwardSelection
{
    /// <summary>The columns selected, in order of their addition; none when no column undercuts the empty loss.</summary>
    /// <param name="x">[rows, columns]; values are the loss's affair.</param>
    /// <param name="splits">Folds, for example purged ones; a candidate's loss is the mean over them, weighted by their test rows.</param>
    /// <param name="loss">Trains and scores one fold.</param>
    /// <remarks>Of equal losses the lower column wins. Calls <paramref name="loss"/> at most folds · columns · (selected + 1) times; each call has its own copy of the cells it needs.</remarks>
    /// <exception cref="ArgumentException">An empty table, no fold, a fold without training or test rows or with rows that are not there, an option out of range, or a loss that is not finite; the message says for which columns.</exception>
    public static IReadOnlyList<SelectedColumn> Select(Matrix x, IReadOnlyList<RowSplit> splits, FoldLoss loss, ForwardSelectionOptions? options = null)
    {
        Check.Shape(x, nameof(x));
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new ForwardSelectionOptions();
        options.Validate();
        CheckSplits(x, splits);
        var selected = new List<SelectedColumn>();
        var left = Enumerable.Range(0, x.Columns).ToList();
        var reached = options.EmptyLoss ?? double.PositiveInfinity;
        while (selected.Count < options.MaxColumns && left.Count > 0)
        {
            var losses = new double[left.Count];
            int[] before = [.. selected.Select(s => s.Column)];
            Work.For(left.Count, options.Threads, i => losses[i] = MeanLoss(x, splits, loss, [.. before, left[i]]));
            var best = LowestFinite(losses, before, left);
            if (!(losses[best] < reached && reached - losses[best] >= options.MinGain))
            {
                break;
            }

            reached = losses[best];
            selected.Add(new SelectedColumn(left[best], reached));
            left.RemoveAt(best);
        }

        return selected;
    }

    private static double MeanLoss(Matrix x, IReadOnlyList<RowSplit> splits, FoldLoss loss, int[] columns)
    {
        var sum = 0.0;
        var rows = 0L;
        foreach (var split in splits)
        {
            sum += split.Test.Length * loss(Cells(x, split.Train, columns), Cells(x, split.Test, columns), split);
            rows += split.Test.Length;
        }

        return sum / rows;
    }

    private static Matrix Cells(Matrix x, ReadOnlySpan<int> rows, int[] columns)
    {
        var cells = new Matrix(rows.Length, columns.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var from = x.Row(rows[i]);
            var to = cells.Row(i);
            for (var j = 0; j < columns.Length; j++)
            {
                to[j] = from[columns[j]];
            }
        }

        return cells;
    }

    private static int LowestFinite(double[] losses, int[] before, List<int> left)
    {
        var best = 0;
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]))
            {
                throw new ArgumentException($"The loss of columns {string.Join(", ", [.. before, left[i]])} is {losses[i]}; it must be finite.", nameof(losses));
            }

            best = losses[i] < losses[best] ? i : best;
        }

        return best;
    }

    private static void CheckSplits(Matrix x, IReadOnlyList<RowSplit> splits)
    {
        ArgumentNullException.ThrowIfNull(splits);
        Check.Range(splits.Count, 1, 100_000, "number of folds");
        for (var fold = 0; fold < splits.Count; fold++)
        {
            Check.Range(splits[fold].Train.Length, 1, x.Rows, $"number of training rows of fold {fold}");
            Check.Range(splits[fold].Test.Length, 1, x.Rows, $"number of test rows of fold {fold}");
            Check.Range(Math.Max(splits[fold].Train[^1], splits[fold].Test[^1]), 0, x.Rows - 1, $"last row of fold {fold}");
        }
    }
}
