namespace ActorTrading.Node.Cli;

/// <summary>Rows of cells as lines of aligned columns, each as wide as its widest cell and two blanks from the next.</summary>
internal static class TextTable
{
    /// <param name="rows">All of the same length; the first is the header.</param>
    /// <param name="numbers">Columns that align on the right.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, Range numbers)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        var (first, count) = numbers.GetOffsetAndLength(widths.Length);
        return rows.Select(r => string.Join("  ", r.Select(Padded)).TrimEnd());

        string Padded(string cell, int column) =>
            column >= first && column < first + count ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]);
    }
}
