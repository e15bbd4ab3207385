using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// A batch of rows, 64 at a time in the byte lanes of a vector: every node is compared for all rows at once and the path is chosen
/// by masks from the bottom up. Each row's sum runs in the order of the one-row form, so the bits are the same.
/// </summary>
internal sealed class LaneScorer
{
    private const int Lanes = 64;
    private const int RowsPerPiece = 64 * Lanes;
    private readonly TreeEnsemble _trees;
    private readonly int _features;
    private readonly int _outputs;
    private readonly ArraySegment<byte> _buffer;
    private readonly double[] _scores;

    private LaneScorer(TreeEnsemble trees)
    {
        _trees = trees;
        _features = trees.Cuts.Length;
        _outputs = trees.BaseScores.Length;
        _buffer = AlignedVectors(trees.SlotCount + trees.Depth + (1 << Math.Max(0, trees.Depth - 1)));
        _scores = new double[_outputs * Lanes];
    }

    /// <summary>What becomes of the scores that stand at the start of a result row.</summary>
    public delegate void Finish(Span<double> row);

    /// <summary>Scores of all rows into the first columns of <paramref name="result"/>, each row then finished in place.</summary>
    public static void Score(TreeEnsemble trees, Matrix x, int threads, Matrix result, Finish finish) =>
        Work.For((x.Rows + RowsPerPiece - 1) / RowsPerPiece, threads, piece =>
        {
            var scorer = new LaneScorer(trees);
            var end = Math.Min(x.Rows, (piece + 1) * RowsPerPiece);
            for (var first = piece * RowsPerPiece; first < end; first += Lanes)
            {
                scorer.Score(x, first, Math.Min(Lanes, end - first), result, finish);
            }
        });

    private void Score(Matrix x, int first, int count, Matrix result, Finish finish)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector512<sbyte>>(_buffer.AsSpan());
        var columns = MemoryMarshal.Cast<byte, sbyte>(_buffer.AsSpan());
        for (var lane = 0; lane < count; lane++)
        {
            Code(x.Row(first + lane), lane, columns);
        }

        AddTrees(vectors, vectors[_trees.SlotCount..]);
        for (var lane = 0; lane < count; lane++)
        {
            var row = result.Row(first + lane);
            for (var k = 0; k < _outputs; k++)
            {
                row[k] = _scores[(k * Lanes) + lane];
            }

            finish(row);
        }
    }

    /// <summary>Writes one row's codes, shifted to signed bytes, into a lane of [slot][lane].</summary>
    private void Code(ReadOnlySpan<double> row, int lane, Span<sbyte> columns)
    {
        for (var f = 0; f < _features; f++)
        {
            if (_trees.Cuts[f].Length > 0)
            {
                var code = _trees.Bins.Code(f, row[f]);
                columns[(f * Lanes) + lane] = (sbyte)(code - 128);
                columns[((_features + f) * Lanes) + lane] = (sbyte)((code == FeatureBins.Missing ? 0 : code) - 128);
            }
        }
    }

    private void AddTrees(ReadOnlySpan<Vector512<sbyte>> columns, Span<Vector512<sbyte>> work)
    {
        for (var k = 0; k < _outputs; k++)
        {
            _scores.AsSpan(k * Lanes, Lanes).Fill(_trees.BaseScores[k]);
        }

        Span<byte> leafOf = stackalloc byte[Lanes];
        var depth = _trees.Depth;
        ref var path = ref MemoryMarshal.GetReference(work);
        ref var choice = ref Unsafe.Add(ref path, depth);
        ref var column = ref Unsafe.As<Vector512<sbyte>, sbyte>(ref MemoryMarshal.GetReference(columns));
        ref var leafAt = ref MemoryMarshal.GetReference(leafOf);
        var width = 1 << depth;
        var trees = _trees.TreeCount;
        for (int t = 0, k = 0; t < trees; t++)
        {
            ref var node = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_trees.Nodes), t * width);
            var leafIndex = Vector512<sbyte>.Zero;
            for (var d = 0; d < depth; d++)
            {
                // Compare this level's nodes and halve them by the path so far, pair by pair from the bottom up.
                var pairs = (1 << d) / 2;
                ref var level = ref Unsafe.Add(ref node, 1 << d);
                if (d == 0)
                {
                    choice = Compare(ref column, level);
                }

                for (var n = 0; n < pairs; n++)
                {
                    var right = Compare(ref column, Unsafe.Add(ref level, (2 * n) + 1));
                    var left = Compare(ref column, Unsafe.Add(ref level, 2 * n));
                    Unsafe.Add(ref choice, n) = Vector512.ConditionalSelect(Unsafe.Add(ref path, d - 1), right, left);
                }

                for (var up = d - 2; up >= 0; up--)
                {
                    var goesRight = Unsafe.Add(ref path, up);
                    for (var n = 0; n < 1 << up; n++)
                    {
                        Unsafe.Add(ref choice, n) = Vector512.ConditionalSelect(goesRight, Unsafe.Add(ref choice, (2 * n) + 1), Unsafe.Add(ref choice, 2 * n));
                    }
                }

                Unsafe.Add(ref path, d) = choice;
                leafIndex |= choice & Vector512.Create((sbyte)(1 << (depth - 1 - d)));
            }

            leafIndex.AsByte().StoreUnsafe(ref leafAt);
            ref var leaf = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_trees.Leaves), t * width);
            ref var score = ref _scores[k * Lanes];
            for (var lane = 0; lane < Lanes; lane += 4)
            {
                Unsafe.Add(ref score, lane) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane));
                Unsafe.Add(ref score, lane + 1) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane + 1));
                Unsafe.Add(ref score, lane + 2) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane + 2));
                Unsafe.Add(ref score, lane + 3) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane + 3));
            }

            k = k + 1 == _outputs ? 0 : k + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Compare(ref sbyte columns, uint node) =>
        Vector512.GreaterThan(Vector512.LoadUnsafe(ref columns, (node >> 8) * Lanes), Vector512.Create((sbyte)((byte)node - 128)));

    /// <summary>Pinned bytes that start at a multiple of a vector's size: a load across two cache lines costs twice.</summary>
    private static unsafe ArraySegment<byte> AlignedVectors(int count)
    {
        var bytes = GC.AllocateArray<byte>((count + 1) * 64, pinned: true);
        var start = (int)((64 - ((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes)) % 64)) % 64);
        return new ArraySegment<byte>(bytes, start, count * 64);
    }
}
