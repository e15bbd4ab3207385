namespace ActorTrading.Learning.Splitting;

/// <summary>
/// K-fold cross-validation of rows in order of time: each part is tested once by all the others, before and after, without rows
/// whose label meets the tested ones' or that begin within the embargo after them (López de Prado 2018, chapter 7).
/// </summary>
public static class PurgedKFold
{
    /// <summary>One split a fold, in order of time.</summary>
    /// <param name="starts">Decision time per row, ascending, any unit.</param>
    /// <param name="ends">Time at which the row's label is known, from its start on.</param>
    /// <param name="folds">2 to 1,000, and not more than rows.</param>
    /// <param name="embargo">How long after the last tested label no training row may begin, from 0, same unit; 1 % to 5 % of the whole time is usual.</param>
    /// <remarks>O(rows · folds).</remarks>
    /// <exception cref="ArgumentException">Times go back, a label ends before it starts, or an argument is out of range.</exception>
    public static IReadOnlyList<RowSplit> Split(ReadOnlySpan<long> starts, ReadOnlySpan<long> ends, int folds, long embargo = 0)
    {
        Check.Range(folds, 2, Math.Min(1000, starts.Length), nameof(folds));
        var splits = CombinatorialPurgedSplits.Of(starts, ends, folds, testGroups: 1, embargo);
        return [.. Enumerable.Range(0, folds).Select(splits.Split)];
    }
}
