using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Forests;

/// <summary>The training rows column by column, as values and, where cuts are looked for among quantiles, as bin codes.</summary>
internal sealed class TrainingColumns
{
    public TrainingColumns(Matrix x, ForestOptions options, bool binned)
    {
        Rows = x.Rows;
        Values = new double[x.Columns][];
        Codes = new byte[x.Columns][];
        Cuts = binned ? FeatureBins.FromQuantiles(x, options.MaxBins, options.Threads).Cuts : [];
        var bins = new FeatureBins(Cuts);
        Work.For(x.Columns, options.Threads, f =>
        {
            var values = new double[x.Rows];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = x.Values[(i * x.Columns) + f];
            }

            Values[f] = values;
            Codes[f] = binned ? Array.ConvertAll(values, v => bins.Code(f, v)) : [];
        });
    }

    public int Rows { get; }

    public int Count => Values.Length;

    /// <summary>[column][row].</summary>
    public double[][] Values { get; }

    /// <summary>[column][row]; a code at or below b is a value below Cuts[column][b]. Empty when not binned.</summary>
    public byte[][] Codes { get; }

    public double[][] Cuts { get; }
}
