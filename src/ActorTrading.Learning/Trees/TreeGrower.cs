using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Grows the trees of one output from gradient histograms, in steps: search the new nodes, choose which to cut, cut them. Rows are
/// summed for the smaller child only; the sibling takes over its parent's histogram and subtracts (Ke et al. 2017). Work is cut
/// into pieces (one block of eight features, or one node) that write to disjoint places.
/// </summary>
internal sealed class TreeGrower
{
    private readonly BinnedMatrix _x;
    private readonly FeatureBins _bins;
    private readonly BoostingOptions _options;
    private readonly int _blocks;
    private readonly int[] _rows;
    private readonly int[] _right;
    private readonly Node[] _nodes;
    private readonly SplitCandidate[] _candidates;
    private readonly bool[] _columnDrawn;
    private readonly List<int> _open = [];
    private readonly List<int> _fresh = [];
    private readonly List<int> _chosen = [];
    private readonly NodeHistograms _histograms;
    private SplitFinder _finder;
    private Tree _tree;
    private int _histogramCount;
    private int _leafCount;

    public TreeGrower(BinnedMatrix x, FeatureBins bins, BoostingOptions options)
    {
        _x = x;
        _bins = bins;
        _options = options;
        _blocks = x.Blocks.Length;
        _rows = new int[x.Rows];
        _right = new int[x.Rows];
        _nodes = new Node[2 << options.MaxDepth];
        _candidates = new SplitCandidate[_blocks << options.MaxDepth];
        _columnDrawn = new bool[bins.FeatureCount];
        _histograms = new NodeHistograms(x, MostHistograms(options));
        _tree = new Tree(options.MaxDepth);
        Gradients = new long[x.Rows];
    }

    /// <summary>Packed derivatives per row; filled by the caller before <see cref="Begin"/>.</summary>
    public long[] Gradients { get; }

    public int BlockCount => _blocks;

    /// <summary>A cut adds one histogram, and nodes of the last level have none.</summary>
    public static int MostHistograms(BoostingOptions options)
    {
        var widest = 1 << (options.MaxDepth - 1);
        return options.MaxLeaves > 0 ? Math.Min(options.MaxLeaves, widest) : widest;
    }

    /// <summary>Rows that the next search sums per block.</summary>
    public int RowsToSum { get; private set; }

    public void Begin(ReadOnlySpan<int> rows, SplitFinder finder, ref SplitMix64 random)
    {
        _finder = finder;
        _tree = new Tree(_options.MaxDepth);
        rows.CopyTo(_rows);
        Array.Clear(_nodes);
        _open.Clear();
        _fresh.Clear();
        _histogramCount = 0;
        _leafCount = 1;
        RowsToSum = rows.Length;
        long sum = 0;
        foreach (var row in rows)
        {
            sum += Gradients[row];
        }

        _nodes[1] = NewNode(0, rows.Length, sum, LeafBounds.None, level: 0);
        if (_nodes[1].IsOpen)
        {
            _nodes[1].Histogram = _histogramCount++;
            _fresh.Add(1);
        }

        DrawColumns(ref random);
    }

    /// <summary>Histograms and best cuts of one feature block for every new node.</summary>
    public void SearchBlock(int block)
    {
        foreach (var node in _fresh)
        {
            // Left children stand here for both.
            var sibling = node ^ 1;
            if (node == 1)
            {
                Sum(node, block);
                _candidates[block] = FindBest(node, block);
                continue;
            }

            var smaller = _nodes[node].Count <= _nodes[sibling].Count ? node : sibling;
            var larger = smaller ^ 1;
            Sum(smaller, block);
            if (_nodes[smaller].IsOpen)
            {
                _candidates[((smaller - 1) * _blocks) + block] = FindBest(smaller, block);
            }

            if (_nodes[larger].IsOpen)
            {
                _histograms.Subtract(_nodes[larger].Histogram, _nodes[smaller].Histogram, block);
                _candidates[((larger - 1) * _blocks) + block] = FindBest(larger, block);
            }
        }
    }

    /// <summary>Picks the nodes to cut in this step: all that are worth it, or leaf by leaf the one that gains most; returns how many.</summary>
    public int Choose()
    {
        foreach (var node in _fresh)
        {
            Judge(node);
            if (node > 1)
            {
                Judge(node + 1);
            }
        }

        _fresh.Clear();
        _chosen.Clear();
        if (_options.MaxLeaves == 0)
        {
            _chosen.AddRange(_open);
            _open.Clear();
        }
        else if (_open.Count > 0 && _leafCount < _options.MaxLeaves)
        {
            var best = 0;
            for (var i = 1; i < _open.Count; i++)
            {
                var (gain, most) = (_nodes[_open[i]].Best.Score, _nodes[_open[best]].Best.Score);
                best = gain > most || (gain == most && _open[i] < _open[best]) ? i : best;
            }

            _chosen.Add(_open[best]);
            _open.RemoveAt(best);
        }

        return _chosen.Count;
    }

    /// <summary>Cuts one chosen node and moves its rows; <paramref name="which"/> may be past the last.</summary>
    public void Split(int which)
    {
        if (which >= _chosen.Count)
        {
            return;
        }

        var index = _chosen[which];
        ref var node = ref _nodes[index];
        var best = node.Best;
        _tree.Splits[index] = best;
        var leftCount = MoveRows(node.Start, node.Count, best);
        var rightSum = node.Sum - best.Left;
        var (left, right) = _finder.Divide(best.Feature, best.Left, rightSum, node.Bounds);
        var level = int.Log2(index) + 1;
        _nodes[2 * index] = NewNode(node.Start, leftCount, best.Left, left, level);
        _nodes[(2 * index) + 1] = NewNode(node.Start + leftCount, node.Count - leftCount, rightSum, right, level);
    }

    /// <summary>Gives the new nodes their histograms: one is the parent's own.</summary>
    public void EndStep()
    {
        RowsToSum = 0;
        _leafCount += _chosen.Count;
        foreach (var parent in _chosen)
        {
            ref var left = ref _nodes[2 * parent];
            ref var right = ref _nodes[(2 * parent) + 1];
            if (left.IsOpen || right.IsOpen)
            {
                var isLeftSmaller = left.Count <= right.Count;
                (left.Histogram, right.Histogram) = isLeftSmaller
                    ? (_histogramCount++, _nodes[parent].Histogram)
                    : (_nodes[parent].Histogram, _histogramCount++);
                RowsToSum += isLeftSmaller ? left.Count : right.Count;
                _fresh.Add(2 * parent);
            }
        }
    }

    /// <summary>Sets the leaf values and adds them to the scores of the rows the tree was grown on.</summary>
    public Tree Finish(double[] scores, BoostingLoss loss)
    {
        if (loss.SetsLeaves)
        {
            FinishByLoss(1, LeafBounds.None, scores, loss, new double[_nodes[1].Count]);
            return _tree;
        }

        for (var index = 1; index < _nodes.Length; index++)
        {
            if (IsLeaf(index))
            {
                SetLeaf(index, _finder.Weight(_nodes[index].Sum, _nodes[index].Bounds), scores);
            }
        }

        return _tree;
    }

    /// <summary>Bounds of cuts were in steps of the gradient, not in units of the target: they are drawn anew from the leaves' own values.</summary>
    private void FinishByLoss(int index, LeafBounds bounds, double[] scores, BoostingLoss loss, double[] work)
    {
        if (IsLeaf(index))
        {
            SetLeaf(index, bounds.Clamp(Best(index)), scores);
            return;
        }

        var sign = _finder.Sign(_tree.Splits[index].Feature);
        var (left, right) = sign == 0
            ? (bounds, bounds)
            : bounds.Divide(sign, bounds.Clamp(Best(2 * index)), bounds.Clamp(Best((2 * index) + 1)));
        FinishByLoss(2 * index, left, scores, loss, work);
        FinishByLoss((2 * index) + 1, right, scores, loss, work);

        double Best(int node) => loss.Leaf(_rows.AsSpan(_nodes[node].Start, _nodes[node].Count), scores, work);
    }

    private bool IsLeaf(int index) => _nodes[index].IsReached && (index >= _tree.Splits.Length || _tree.Splits[index].Feature < 0);

    private void SetLeaf(int index, double weight, double[] scores)
    {
        var node = _nodes[index];
        var value = _options.LearningRate * weight;
        var leaf = (index << (_options.MaxDepth - int.Log2(index))) - _tree.Leaves.Length;
        _tree.Leaves[leaf] = value;
        _tree.Covers[leaf] = node.Count;
        foreach (var row in _rows.AsSpan(node.Start, node.Count))
        {
            scores[row] += value;
        }
    }

    private Node NewNode(int start, int count, long sum, LeafBounds bounds, int level) => new()
    {
        Start = start,
        Count = count,
        Sum = sum,
        Bounds = bounds,
        IsReached = true,
        IsOpen = level < _options.MaxDepth && count >= 2 && _finder.Hessian(sum) >= 2 * _options.MinChildWeight,
    };

    /// <summary>The best cut of a new node over all blocks; the node stays open if it is worth it.</summary>
    private void Judge(int index)
    {
        ref var node = ref _nodes[index];
        if (!node.IsOpen)
        {
            return;
        }

        var best = SplitCandidate.None;
        foreach (var candidate in _candidates.AsSpan((index - 1) * _blocks, _blocks))
        {
            best = candidate.Score > best.Score ? candidate : best;
        }

        var own = _finder.Score(node.Sum, node.Bounds);
        var needed = own + _options.MinGain;
        node.IsOpen = best.Feature >= 0 && best.Score > needed + (1e-9 * Math.Abs(needed));
        if (node.IsOpen)
        {
            node.Best = best with { Score = best.Score - own };
            _open.Add(index);
        }
    }

    private void DrawColumns(ref SplitMix64 random)
    {
        if (_options.ColumnSample >= 1)
        {
            Array.Fill(_columnDrawn, true);
            return;
        }

        // Selection sampling (Knuth, algorithm S): exactly the wanted number, at least one.
        var wanted = Math.Max(1, (int)Math.Round(_options.ColumnSample * _columnDrawn.Length));
        for (var f = 0; f < _columnDrawn.Length; f++)
        {
            _columnDrawn[f] = random.Next(_columnDrawn.Length - f) < wanted;
            wanted -= _columnDrawn[f] ? 1 : 0;
        }
    }

    private void Sum(int node, int block) =>
        _histograms.Sum(_nodes[node].Histogram, block, _rows.AsSpan(_nodes[node].Start, _nodes[node].Count), Gradients);

    private SplitCandidate FindBest(int node, int block)
    {
        var best = SplitCandidate.None;
        var end = Math.Min((block + 1) * BinnedMatrix.BlockWidth, _bins.FeatureCount);
        ref var histogram = ref _histograms.First(_nodes[node].Histogram, block);
        for (var f = block * BinnedMatrix.BlockWidth; f < end; f++)
        {
            if (_columnDrawn[f])
            {
                _finder.Find(ref histogram, f, _bins.Cuts[f].Length + 1, _nodes[node].Sum, _nodes[node].Bounds, ref best);
            }

            histogram = ref Unsafe.Add(ref histogram, NodeHistograms.SlotsPerFeature);
        }

        return best;
    }

    /// <summary>Stable partition in place; returns how many rows went left.</summary>
    private int MoveRows(int start, int count, SplitCandidate split)
    {
        var words = _x.Blocks[split.Feature / BinnedMatrix.BlockWidth];
        var byteShift = 8 * (split.Feature % BinnedMatrix.BlockWidth);

        // One up turns the missing code 255 into 0: missing goes left without a branch.
        var add = split.DefaultLeft ? 1 : 0;
        var limit = split.Bin + add;
        var rows = _rows.AsSpan(start, count);
        var right = _right.AsSpan(start, count);
        var lefts = 0;
        var rights = 0;
        foreach (var row in rows)
        {
            var goesRight = (byte)((int)(words[row] >> byteShift) + add) > limit ? 1 : 0;
            rows[lefts] = row;
            right[rights] = row;
            lefts += 1 - goesRight;
            rights += goesRight;
        }

        right[..rights].CopyTo(rows[lefts..]);
        return lefts;
    }

    private struct Node
    {
        public int Start;
        public int Count;
        public long Sum;

        /// <summary>Between what the leaves below must stay.</summary>
        public LeafBounds Bounds;

        /// <summary>Number of the node's histogram, valid while it is open.</summary>
        public int Histogram;
        public bool IsReached;

        /// <summary>Whether a cut of it is still possible.</summary>
        public bool IsOpen;

        /// <summary>Its score is the gain.</summary>
        public SplitCandidate Best;
    }
}
