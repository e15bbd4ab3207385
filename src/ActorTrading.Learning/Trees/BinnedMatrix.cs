namespace ActorTrading.Learning.Trees;

/// <summary>Byte codes of a matrix, eight features to a word: one load brings the codes of a row for a whole block of histograms that fits the first-level cache.</summary>
internal sealed class BinnedMatrix
{
    public const int BlockWidth = 8;

    public BinnedMatrix(Matrix x, FeatureBins bins, int threads)
    {
        Rows = x.Rows;
        Blocks = new ulong[(x.Columns + BlockWidth - 1) / BlockWidth][];
        Work.For(Blocks.Length, threads, b => Blocks[b] = CodeBlock(x, bins, b));
    }

    public int Rows { get; }

    /// <summary>[block][row]; feature f is byte f % 8 of block f / 8.</summary>
    public ulong[][] Blocks { get; }

    private static ulong[] CodeBlock(Matrix x, FeatureBins bins, int block)
    {
        var words = new ulong[x.Rows];
        var first = block * BlockWidth;
        var width = Math.Min(BlockWidth, x.Columns - first);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            var word = 0UL;
            for (var f = 0; f < width; f++)
            {
                word |= (ulong)bins.Code(first + f, row[first + f]) << (8 * f);
            }

            words[i] = word;
        }

        return words;
    }
}
