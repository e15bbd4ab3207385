using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Forests;

/// <summary>
/// What every fitted forest is: the mean over trees that differ by chance (Breiman 2001; Geurts, Ernst and Wehenkel 2006). NaN is a
/// missing value and follows the side learned for it. Immutable; safe to share between threads.
/// </summary>
public abstract class ForestModel
{
    private protected ForestModel(ForestState state) => State = state;

    /// <summary>Columns of a row.</summary>
    public int FeatureCount => State.Trees.FeatureCount;

    /// <summary>What the fit was asked to do.</summary>
    public ForestOptions Options => State.Options;

    /// <summary>Each feature's share of the impurity that all cuts took away, sum 1 (all 0 without a cut). It favours columns with many distinct values.</summary>
    public IReadOnlyList<double> Importance => State.Importance;

    /// <summary>
    /// Score of the training rows, each judged only by the trees that did not draw it: accuracy for classes, 1 - squared error / variance for
    /// numbers. Null where every row was seen by every tree. Neighbours in a time series share most of their label: there it flatters.
    /// </summary>
    public double? OutOfBagScore => State.OutOfBagScore;

    internal int TreeCount => State.Trees.TreeCount;

    private protected ForestState State { get; }

    /// <summary>Writes the model with its options; loading restores it to the bit.</summary>
    public void Save(BinaryWriter writer) => State.Save(writer);

    /// <summary>One tree for explanations, once per number in its leaves.</summary>
    internal TreeView[] Tree(int tree) => State.Trees.View(tree);

    /// <summary>One answer per row in <paramref name="result"/>, row by row in pieces.</summary>
    private protected void PredictRows(Matrix x, Matrix result, int threads)
    {
        Check.Length(x.Columns, FeatureCount, "A row");
        const int RowsPerPiece = 256;
        Work.For((x.Rows + RowsPerPiece - 1) / RowsPerPiece, threads, piece =>
        {
            for (var i = piece * RowsPerPiece; i < Math.Min(x.Rows, (piece + 1) * RowsPerPiece); i++)
            {
                State.Trees.Predict(x.Row(i), result.Row(i));
            }
        });
    }
}
