namespace ActorTrading.Learning.Splitting;

/// <summary>
/// Splits that only ever train on the past: the rows are cut into folds + 1 equal parts in order of time, and each part but the
/// first is tested by what came before it, without the rows whose label looks into it (López de Prado 2018, chapter 7).
/// </summary>
public static class PurgedWalkForward
{
    /// <summary>One split a fold, in order of time.</summary>
    /// <param name="starts">Decision time per row, ascending, any unit.</param>
    /// <param name="ends">Time at which the row's label is known, from its start on; rows train only when this is before the first test row.</param>
    /// <param name="folds">1 to 1,000, and fewer than rows.</param>
    /// <param name="embargo">Further gap between the last training label and the first test row, from 0, same unit.</param>
    /// <param name="maxTrainRows">Most training rows, the newest ones (a rolling window), from 1; default all (a growing one).</param>
    /// <remarks>O(rows · folds).</remarks>
    /// <exception cref="ArgumentException">Times go back, a label ends before it starts, or an argument is out of range.</exception>
    public static IReadOnlyList<RowSplit> Split(
        ReadOnlySpan<long> starts, ReadOnlySpan<long> ends, int folds, long embargo = 0, int maxTrainRows = int.MaxValue)
    {
        var spans = new LabelSpans(starts, ends);
        Check.Range(folds, 1, Math.Min(1000, spans.Count - 1), nameof(folds));
        ArgumentOutOfRangeException.ThrowIfNegative(embargo);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTrainRows);
        var splits = new RowSplit[folds];
        for (var fold = 0; fold < folds; fold++)
        {
            var first = RowGroups.Start(spans.Count, folds + 1, fold + 1);
            var end = RowGroups.Start(spans.Count, folds + 1, fold + 2);
            var moment = spans.Start(first);
            var train = Enumerable.Range(0, first).Where(row => spans.EndsBefore(row, moment, embargo)).TakeLast(maxTrainRows);
            splits[fold] = new RowSplit([.. train], [.. Enumerable.Range(first, end - first)]);
        }

        return splits;
    }
}
