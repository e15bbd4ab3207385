using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Online;

/// <summary>The nodes of a <see cref="HoeffdingAdaptiveTree"/> and the rules by which they change.</summary>
internal sealed class HoeffdingGrowth
{
    private readonly int _features;
    private readonly int _classes;
    private readonly HoeffdingAdaptiveTreeOptions _options;
    private readonly AdwinOptions _detector;
    private HoeffdingNode _root;
    private long _leavesMade;
    private int _nodes;

    public HoeffdingGrowth(int features, int classes, HoeffdingAdaptiveTreeOptions options)
    {
        (_features, _classes, _options) = (features, classes, options);
        _detector = new AdwinOptions { Delta = options.DriftDelta };
        _root = NewLeaf(0, new double[classes]);
        _nodes = 1;
    }

    public HoeffdingNode Root => _root;

    public long Rows { get; private set; }

    public long Replacements { get; private set; }

    public void Learn(ReadOnlySpan<double> row, int label, double weight)
    {
        Learn(ref _root, row, label, weight, main: true);
        Rows++;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Rows);
        writer.Write(Replacements);
        writer.Write(_leavesMade);
        HoeffdingState.Save(writer, _root);
    }

    public static HoeffdingGrowth Load(BinaryReader reader, int features, int classes, HoeffdingAdaptiveTreeOptions options)
    {
        var growth = new HoeffdingGrowth(features, classes, options)
        {
            Rows = reader.ReadRows("count of rows"),
            Replacements = reader.ReadRows("count of replacements"),
            _leavesMade = reader.ReadRows("count of leaves made"),
        };
        growth._root = new HoeffdingState(features, classes, options, growth._detector).Load(reader);
        growth._nodes = growth._root.NodeCount;
        return growth;
    }

    /// <returns>Whether the branch answered wrongly before it learned.</returns>
    private bool Learn(ref HoeffdingNode node, ReadOnlySpan<double> row, int label, double weight, bool main)
    {
        if (node.Leaf is { } leaf)
        {
            return LearnLeaf(node, leaf, row, label, weight, main ? _options.MaxNodes : 2 * _options.MaxNodes);
        }

        var wrong = node.GoesLeft(row)
            ? Learn(ref node.Left, row, label, weight, main)
            : Learn(ref node.Right, row, label, weight, main);
        if (ErrorsRise(node, wrong) && main && node.Alternate is null && _nodes < 2 * _options.MaxNodes)
        {
            node.Alternate = NewLeaf(node.Depth, new double[_classes]);
            _nodes++;
        }
        else if (node.Alternate is not null)
        {
            Learn(ref node.Alternate, row, label, weight, main: false);
            Compare(ref node);
        }

        return wrong;
    }

    private bool LearnLeaf(HoeffdingNode node, HoeffdingLeaf leaf, ReadOnlySpan<double> row, int label, double weight, int mostNodes)
    {
        var wrong = leaf.Learn(row, label, weight);
        if (ErrorsRise(node, wrong))
        {
            node.Leaf = NewLeaf(node.Depth, new double[_classes]).Leaf;
        }
        else if (leaf.SinceTry >= _options.GracePeriod && node.Depth < _options.MaxDepth && _nodes + 2 <= mostNodes)
        {
            TrySplit(node, leaf);
        }

        return wrong;
    }

    private static bool ErrorsRise(HoeffdingNode node, bool wrong)
    {
        var before = node.Errors.Mean;
        return node.Errors.Add(wrong ? 1 : 0) == DriftState.Drift && node.Errors.Mean > before;
    }

    /// <summary>Replaces the branch by its alternate, or drops that, once one is better than the other by Hoeffding's bound.</summary>
    private void Compare(ref HoeffdingNode node)
    {
        var (main, other) = (node.Errors, node.Alternate!.Errors);
        if (main.Count < _options.AlternateRows || other.Count < _options.AlternateRows)
        {
            return;
        }

        var share = (1.0 / main.Count) + (1.0 / other.Count);
        var bound = Math.Sqrt(2 * main.Mean * (1 - main.Mean) * Math.Log(2 / _options.AlternateConfidence) * share);
        var gain = main.Mean - other.Mean;
        if (gain > bound)
        {
            node = node.Alternate;
            Replacements++;
            _nodes = _root.NodeCount;
        }
        else if (-gain > bound)
        {
            node.Alternate = null;
            _nodes = _root.NodeCount;
        }
    }

    private void TrySplit(HoeffdingNode node, HoeffdingLeaf leaf)
    {
        var split = leaf.Best(_options.Thresholds);
        if (split.Feature < 0)
        {
            return;
        }

        var candidates = (long)leaf.Columns.Length * _options.Thresholds;
        var bound = HoeffdingSplit.Bound(Math.Log2(_classes), _options.SplitConfidence, leaf.Rows);
        if (split.Gain <= HoeffdingSplit.Chance(_classes, candidates, _options.SplitConfidence, leaf.Rows)
            || (split.Gain - split.SecondGain <= bound && bound >= _options.TieThreshold))
        {
            return;
        }

        Span<double> left = stackalloc double[_classes];
        Span<double> right = stackalloc double[_classes];
        leaf.Part(split, left, right);
        var missingLeft = Sum(left) >= Sum(right);
        node.Split(split.Feature, split.Threshold, missingLeft, split.Gain * leaf.Rows, NewLeaf(node.Depth + 1, left), NewLeaf(node.Depth + 1, right));
        _nodes += 2;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    private HoeffdingNode NewLeaf(int depth, ReadOnlySpan<double> counts) =>
        new(depth, new HoeffdingLeaf(counts, Draw()), _detector);

    /// <summary>The columns of a new leaf, in order: the first ones of a shuffle (Fisher and Yates) that depends on seed and leaf alone.</summary>
    private int[] Draw()
    {
        var columns = new int[_features];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = i;
        }

        if (_options.MaxFeatures == 0 || _options.MaxFeatures >= _features)
        {
            return columns;
        }

        var random = new SplitMix64(new SplitMix64(_options.Seed).Next() ^ (ulong)_leavesMade++);
        for (var i = 0; i < _options.MaxFeatures; i++)
        {
            var other = i + random.Next(_features - i);
            (columns[i], columns[other]) = (columns[other], columns[i]);
        }

        Array.Resize(ref columns, _options.MaxFeatures);
        Array.Sort(columns);
        return columns;
    }
}
