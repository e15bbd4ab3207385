using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Grows the trees of one class, level by level, from gradient histograms: rows are summed for the smaller child only,
/// the sibling is parent minus child (Ke et al. 2017). Work is cut into pieces (one block of eight features, or one node)
/// that write to disjoint places.
/// </summary>
internal sealed class TreeGrower
{
    private const int SlotsPerFeature = 256;
    private const int SlotsPerBlock = SlotsPerFeature * BinnedMatrix.BlockWidth;
    private readonly BinnedMatrix _x;
    private readonly FeatureBins _bins;
    private readonly GradientBoostedTreesOptions _options;
    private readonly SplitFinder _finder;
    private readonly int _blocks;
    private readonly int[] _rows;
    private readonly int[] _right;
    private readonly Node[] _nodes;
    private readonly SplitCandidate[] _candidates;
    private readonly bool[] _columnDrawn;
    private long[] _level;
    private long[] _parents;
    private Tree _tree;

    public TreeGrower(BinnedMatrix x, FeatureBins bins, GradientBoostedTreesOptions options, double gradientScale, double hessianScale)
    {
        _x = x;
        _bins = bins;
        _options = options;
        _finder = new SplitFinder(1 / gradientScale, 1 / hessianScale, options.L1, options.L2, options.MinChildWeight);
        _blocks = x.Blocks.Length;
        _rows = new int[x.Rows];
        _right = new int[x.Rows];
        _nodes = new Node[2 << options.MaxDepth];
        var widest = 1 << (options.MaxDepth - 1);
        _candidates = new SplitCandidate[widest * _blocks];
        _columnDrawn = new bool[bins.FeatureCount];
        _level = new long[(long)widest * _blocks * SlotsPerBlock];
        _parents = new long[_level.Length];
        _tree = new Tree(options.MaxDepth);
        Gradients = new long[x.Rows];
    }

    /// <summary>Packed derivatives per row; filled by the caller before <see cref="Begin"/>.</summary>
    public long[] Gradients { get; }

    public int BlockCount => _blocks;

    public void Begin(ReadOnlySpan<int> rows, ref SplitMix64 random)
    {
        _tree = new Tree(_options.MaxDepth);
        rows.CopyTo(_rows);
        Array.Clear(_nodes);
        long sum = 0;
        foreach (var row in rows)
        {
            sum += Gradients[row];
        }

        _nodes[1] = new Node(0, rows.Length, sum, IsReached: true, IsOpen: CanSplit(sum, rows.Length));
        DrawColumns(ref random);
    }

    /// <summary>Histograms and best cuts of one feature block for every open node of a level.</summary>
    public void SearchBlock(int level, int block)
    {
        var first = 1 << level;
        if (level == 0)
        {
            Sum(1, first, block);
        }
        else
        {
            for (var left = first; left < 2 * first; left += 2)
            {
                if (_nodes[left].IsOpen || _nodes[left + 1].IsOpen)
                {
                    var smaller = _nodes[left].Count <= _nodes[left + 1].Count ? left : left + 1;
                    Sum(smaller, first, block);
                    Subtract(smaller, first, block);
                }
            }
        }

        for (var node = first; node < 2 * first; node++)
        {
            if (_nodes[node].IsOpen)
            {
                _candidates[((node - first) * _blocks) + block] = FindBest(node, first, block);
            }
        }
    }

    /// <summary>Cuts one node at the best place found, if any is worth it, and moves its rows.</summary>
    public void Split(int level, int nodeInLevel)
    {
        var index = (1 << level) + nodeInLevel;
        ref var node = ref _nodes[index];
        if (!node.IsOpen)
        {
            return;
        }

        var best = SplitCandidate.None;
        foreach (var candidate in _candidates.AsSpan(nodeInLevel * _blocks, _blocks))
        {
            best = candidate.Score > best.Score ? candidate : best;
        }

        var needed = _finder.Score(node.Sum) + _options.MinGain;
        if (best.Feature < 0 || !(best.Score > needed + (1e-9 * Math.Abs(needed))))
        {
            return;
        }

        _tree.Splits[index] = best with { Score = best.Score - _finder.Score(node.Sum) };
        var leftCount = MoveRows(node.Start, node.Count, best);
        var rightSum = node.Sum - best.Left;
        _nodes[2 * index] = new Node(node.Start, leftCount, best.Left, IsReached: true, CanSplit(best.Left, leftCount));
        _nodes[(2 * index) + 1] = new Node(node.Start + leftCount, node.Count - leftCount, rightSum, IsReached: true, CanSplit(rightSum, node.Count - leftCount));
    }

    /// <summary>The level's histograms become the parents' of the next.</summary>
    public void EndLevel() => (_level, _parents) = (_parents, _level);

    /// <summary>Sets the leaf values and adds them to the scores of the rows the tree was grown on.</summary>
    public Tree Finish(double[] scores)
    {
        for (var level = 0; level <= _options.MaxDepth; level++)
        {
            for (var index = 1 << level; index < 2 << level; index++)
            {
                var node = _nodes[index];
                if (!node.IsReached || (level < _options.MaxDepth && _tree.Splits[index].Feature >= 0))
                {
                    continue;
                }

                var value = _options.LearningRate * _finder.Weight(node.Sum);
                var leaf = (index << (_options.MaxDepth - level)) - _tree.Leaves.Length;
                _tree.Leaves[leaf] = value;
                _tree.Covers[leaf] = node.Count;
                foreach (var row in _rows.AsSpan(node.Start, node.Count))
                {
                    scores[row] += value;
                }
            }
        }

        return _tree;
    }

    private bool CanSplit(long sum, int rows) => rows >= 2 && _finder.Hessian(sum) >= 2 * _options.MinChildWeight;

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

    private ref long Histogram(long[] of, int nodeInLevel, int block) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(of), ((nint)nodeInLevel * _blocks * SlotsPerBlock) + ((nint)block * SlotsPerBlock));

    private void Sum(int node, int first, int block)
    {
        ref var histogram = ref Histogram(_level, node - first, block);
        MemoryMarshal.CreateSpan(ref histogram, SlotsPerBlock).Clear();
        ref var words = ref MemoryMarshal.GetArrayDataReference(_x.Blocks[block]);
        ref var gradients = ref MemoryMarshal.GetArrayDataReference(Gradients);
        foreach (var row in _rows.AsSpan(_nodes[node].Start, _nodes[node].Count))
        {
            var word = Unsafe.Add(ref words, row);
            var value = Unsafe.Add(ref gradients, row);
            Unsafe.Add(ref histogram, (nint)(byte)word) += value;
            Unsafe.Add(ref histogram, (nint)(byte)(word >> 8) + 256) += value;
            Unsafe.Add(ref histogram, (nint)(byte)(word >> 16) + 512) += value;
            Unsafe.Add(ref histogram, (nint)(byte)(word >> 24) + 768) += value;
            Unsafe.Add(ref histogram, (nint)(byte)(word >> 32) + 1024) += value;
            Unsafe.Add(ref histogram, (nint)(byte)(word >> 40) + 1280) += value;
            Unsafe.Add(ref histogram, (nint)(byte)(word >> 48) + 1536) += value;
            Unsafe.Add(ref histogram, (nint)(word >> 56) + 1792) += value;
        }
    }

    private void Subtract(int smaller, int first, int block)
    {
        ref var parent = ref Histogram(_parents, (smaller - first) / 2, block);
        ref var known = ref Histogram(_level, smaller - first, block);
        ref var sibling = ref Histogram(_level, (smaller - first) ^ 1, block);
        for (nuint i = 0; i < SlotsPerBlock; i += (nuint)Vector256<long>.Count)
        {
            (Vector256.LoadUnsafe(ref parent, i) - Vector256.LoadUnsafe(ref known, i)).StoreUnsafe(ref sibling, i);
        }
    }

    private SplitCandidate FindBest(int node, int first, int block)
    {
        var best = SplitCandidate.None;
        var end = Math.Min((block + 1) * BinnedMatrix.BlockWidth, _bins.FeatureCount);
        ref var histogram = ref Histogram(_level, node - first, block);
        for (var f = block * BinnedMatrix.BlockWidth; f < end; f++)
        {
            if (_columnDrawn[f])
            {
                _finder.Find(ref histogram, f, _bins.Cuts[f].Length + 1, _nodes[node].Sum, ref best);
            }

            histogram = ref Unsafe.Add(ref histogram, SlotsPerFeature);
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

    private readonly record struct Node(int Start, int Count, long Sum, bool IsReached, bool IsOpen);
}
