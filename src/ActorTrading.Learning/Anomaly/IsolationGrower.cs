using System.Numerics;
using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Anomaly;

/// <summary>Grows one tree of random cuts; a leaf's value is its depth and what its rows would still need.</summary>
internal sealed class IsolationGrower(Matrix x, int sampleSize, ulong seed)
{
    private readonly int[] _rows = new int[sampleSize];
    private readonly int[] _columns = [.. Enumerable.Range(0, x.Columns)];
    private readonly GrownTree _tree = new(x.Columns);
    private SplitMix64 _random = new(seed);

    /// <summary>⌈log2 n⌉: rows that are still together below that depth are in the mass.</summary>
    public static int MaxDepth(int sampleSize) => BitOperations.Log2((uint)sampleSize - 1) + 1;

    public GrownTree Grow()
    {
        // Selection sampling (Knuth, algorithm S): exactly the wanted number, without replacement.
        for (int i = 0, taken = 0; taken < sampleSize; i++)
        {
            if (_random.Next(x.Rows - i) < sampleSize - taken)
            {
                _rows[taken++] = i;
            }
        }

        _tree.Nodes.Add(default);
        _tree.Covers.Add(sampleSize);
        Grow(0, 0, sampleSize, 0);
        return _tree;
    }

    private void Grow(int node, int start, int count, int depth)
    {
        var rows = _rows.AsSpan(start, count);
        if (count < 2 || depth == MaxDepth(sampleSize) || !TryDrawCut(rows, out var feature, out var threshold))
        {
            _tree.Nodes[node] = new ForestNode(0, ForestNode.Leaf, _tree.Values.Count);
            _tree.Values.Add(depth + IsolationForest.AverageDepth(count));
            return;
        }

        var lefts = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (x[rows[i], feature] < threshold)
            {
                (rows[lefts], rows[i]) = (rows[i], rows[lefts]);
                lefts++;
            }
        }

        var children = _tree.Nodes.Count;
        _tree.Nodes[node] = new ForestNode(threshold, 2 * feature, children);
        _tree.Nodes.AddRange([default, default]);
        _tree.Covers.AddRange([lefts, count - lefts]);
        Grow(children, start, lefts, depth + 1);
        Grow(children + 1, start + lefts, count - lefts, depth + 1);
    }

    /// <summary>A column that differs among the rows, and a value over its least and at most its greatest.</summary>
    private bool TryDrawCut(ReadOnlySpan<int> rows, out int feature, out double threshold)
    {
        for (var tried = 0; tried < _columns.Length; tried++)
        {
            var drawn = tried + _random.Next(_columns.Length - tried);
            (_columns[tried], _columns[drawn]) = (_columns[drawn], _columns[tried]);
            feature = _columns[tried];
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var row in rows)
            {
                low = Math.Min(low, x[row, feature]);
                high = Math.Max(high, x[row, feature]);
            }

            if (low < high)
            {
                threshold = Cut.DrawThreshold(low, high, ref _random);
                return true;
            }
        }

        (feature, threshold) = (-1, 0);
        return false;
    }
}
