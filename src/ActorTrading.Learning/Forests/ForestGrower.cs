namespace ActorTrading.Learning.Forests;

/// <summary>Grows one tree, node by node, on rows drawn from its own stream of chance.</summary>
internal sealed class ForestGrower<TTarget>
    where TTarget : struct, IForestTarget
{
    /// <summary>A cut must add more than the rounding of the sums could.</summary>
    private const double LeastShareOfScore = 1e-12;
    private readonly TrainingColumns _x;
    private readonly TTarget _target;
    private readonly ForestOptions _options;
    private readonly ICutFinder _finder;
    private readonly int _maxFeatures;
    private readonly int[] _rows;
    private readonly int[] _right;
    private readonly int[] _columns;
    private readonly GrownTree _tree;
    private SplitMix64 _random;

    public ForestGrower(TrainingColumns x, TTarget target, ForestOptions options, ICutFinder finder, int maxFeatures, ulong seed)
    {
        _x = x;
        _target = target;
        _options = options;
        _finder = finder;
        _maxFeatures = maxFeatures;
        _random = new SplitMix64(seed);
        _rows = new int[x.Rows];
        _right = new int[x.Rows];
        _columns = [.. Enumerable.Range(0, x.Count)];
        _tree = new GrownTree(x.Count);
    }

    public GrownTree Grow(bool bootstrap)
    {
        DrawRows(bootstrap);
        _tree.Nodes.Add(default);
        _tree.Covers.Add(_rows.Length);
        Grow(0, 0, _rows.Length, 0);
        return _tree;
    }

    /// <summary>Rows in ascending order, so that a pass over them walks through memory forwards.</summary>
    private void DrawRows(bool bootstrap)
    {
        if (!bootstrap)
        {
            for (var i = 0; i < _rows.Length; i++)
            {
                _rows[i] = i;
            }

            return;
        }

        var times = new int[_rows.Length];
        for (var i = 0; i < times.Length; i++)
        {
            times[_random.Next(times.Length)]++;
        }

        for (int row = 0, at = 0; row < times.Length; row++)
        {
            _rows.AsSpan(at, times[row]).Fill(row);
            at += times[row];
        }

        _tree.Seen = Array.ConvertAll(times, n => n > 0);
    }

    private void Grow(int node, int start, int count, int depth)
    {
        var rows = _rows.AsSpan(start, count);
        Span<double> sums = _target.Width <= 64 ? stackalloc double[_target.Width] : new double[_target.Width];
        sums.Clear();
        foreach (var row in rows)
        {
            _target.Add(ref sums[0], row);
        }

        var cut = depth < _options.MaxDepth && count >= 2L * _options.MinSamplesLeaf ? FindCut(rows, sums) : Cut.None;
        var gain = cut.Score - _target.Score(sums);
        if (cut.Feature < 0 || !(gain > LeastShareOfScore * cut.Score))
        {
            _tree.Nodes[node] = new ForestNode(0, ForestNode.Leaf, _tree.Values.Count);
            Span<double> value = _target.Outputs <= 64 ? stackalloc double[_target.Outputs] : new double[_target.Outputs];
            _target.Value(sums, value);
            _tree.Values.AddRange(value);
            return;
        }

        _tree.Gains[cut.Feature] += gain;
        var (lefts, missingLeft) = MoveRows(rows, _right.AsSpan(start, count), cut);
        var children = _tree.Nodes.Count;
        _tree.Nodes[node] = new ForestNode(cut.Threshold, (2 * cut.Feature) + (missingLeft ? 0 : 1), children);
        _tree.Nodes.AddRange([default, default]);
        _tree.Covers.AddRange([lefts, count - lefts]);
        Grow(children, start, lefts, depth + 1);
        Grow(children + 1, start + lefts, count - lefts, depth + 1);
    }

    /// <summary>The best cut of as many columns as are wanted, drawn without replacement; more only until one can be cut at all.</summary>
    private Cut FindCut(ReadOnlySpan<int> rows, ReadOnlySpan<double> sums)
    {
        var best = Cut.None;
        for (var tried = 0; tried < _columns.Length && (tried < _maxFeatures || best.Feature < 0); tried++)
        {
            var drawn = tried + _random.Next(_columns.Length - tried);
            (_columns[tried], _columns[drawn]) = (_columns[drawn], _columns[tried]);
            _finder.Find(rows, _columns[tried], sums, ref _random, ref best);
        }

        return best;
    }

    /// <summary>Stable partition in place. Where no missing value was seen, a later one goes with the majority.</summary>
    private (int Lefts, bool MissingLeft) MoveRows(Span<int> rows, Span<int> right, Cut cut)
    {
        var values = _x.Values[cut.Feature];
        var lefts = 0;
        var rights = 0;
        var someMissing = false;
        foreach (var row in rows)
        {
            var value = values[row];
            var missing = double.IsNaN(value);
            someMissing |= missing;
            var goesLeft = value < cut.Threshold || (missing && cut.MissingLeft) ? 1 : 0;
            rows[lefts] = row;
            right[rights] = row;
            lefts += goesLeft;
            rights += 1 - goesLeft;
        }

        right[..rights].CopyTo(rows[lefts..]);
        return (lefts, someMissing ? cut.MissingLeft : lefts >= rights);
    }
}
