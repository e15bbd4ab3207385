namespace ActorTrading.Learning.Online;

/// <summary>
/// A decision tree that grows from a stream and replaces branches whose errors rise (Bifet and Gavaldà 2009). One owner at a time.
/// </summary>
/// <remarks>
/// A leaf is split when the best column's gain leads the second's by the Hoeffding bound (VFDT, Domingos and Hulten 2000), or both
/// are nearly equal, and the gain is more than chance gives among that many candidates. Leaves hold normal distributions per class
/// and column and answer by class frequencies or naive Bayes, whichever had the lower log-loss there. Every node watches its errors
/// with ADWIN: when they rise, a leaf starts anew, and a split grows an alternate beside it that takes its place as soon as it is
/// better beyond doubt, or is dropped when it is worse. NaN goes the way of the majority; infinities compare as they are.
/// A row costs O(depth + columns · classes), a try to split O(columns · thresholds · classes). Memory is bounded by
/// <see cref="HoeffdingAdaptiveTreeOptions.MaxNodes"/> and <see cref="HoeffdingAdaptiveTreeOptions.MaxDepth"/>: a tree that is full only relearns.
/// </remarks>
public sealed class HoeffdingAdaptiveTree : IOnlineClassifier, ISavedModel<HoeffdingAdaptiveTree>
{
    private const byte FormatVersion = 1;
    private HoeffdingGrowth _growth;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public HoeffdingAdaptiveTree(int featureCount, int classCount, HoeffdingAdaptiveTreeOptions? options = null)
    {
        CheckShape(featureCount, classCount);
        Options = options ?? new HoeffdingAdaptiveTreeOptions();
        Options.Validate();
        FeatureCount = featureCount;
        ClassCount = classCount;
        _growth = new HoeffdingGrowth(featureCount, classCount, Options);
    }

    /// <inheritdoc/>
    public static string Kind => "hoeffding-adaptive-tree";

    /// <summary>How the tree grows.</summary>
    public HoeffdingAdaptiveTreeOptions Options { get; }

    public int FeatureCount { get; }

    public int ClassCount { get; }

    /// <summary>Rows learned so far.</summary>
    public long Rows => _growth.Rows;

    /// <summary>Nodes in all, alternate branches included.</summary>
    public int NodeCount => _growth.Root.NodeCount;

    /// <summary>Branches that an alternate has replaced so far.</summary>
    public long Replacements => _growth.Replacements;

    /// <summary>Each feature's share of the gain of the splits that stand, weighted with the rows they were decided on; sum 1, all 0 without a split.</summary>
    public IReadOnlyList<double> Importance
    {
        get
        {
            var gains = new double[FeatureCount];
            _growth.Root.AddGains(gains);
            if (gains.Any(g => g > 0))
            {
                Probabilities.Normalize(gains);
            }

            return gains;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Uniform before the first row. No allocation.</remarks>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Length(probabilities.Length, ClassCount, "The result");
        var node = _growth.Root;
        while (node.Leaf is null)
        {
            node = node.GoesLeft(row) ? node.Left : node.Right;
        }

        node.Leaf.Fill(row, probabilities);
    }

    /// <inheritdoc/>
    public void PartialFit(ReadOnlySpan<double> row, int label) => PartialFit(row, label, 1);

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        writer.Write(ClassCount);
        Options.Write(writer);
        _growth.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape and fit the limits of this instance, whose options stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "Hoeffding adaptive tree");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        HoeffdingAdaptiveTreeOptions.Read(reader);
        _growth = HoeffdingGrowth.Load(reader, FeatureCount, ClassCount, Options);
    }

    static HoeffdingAdaptiveTree ISavedModel<HoeffdingAdaptiveTree>.Load(BinaryReader reader) => Read(reader);

    /// <summary>A row that counts <paramref name="weight"/> times.</summary>
    internal void PartialFit(ReadOnlySpan<double> row, int label, double weight)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Label(label, ClassCount);
        _growth.Learn(row, label, weight);
    }

    /// <summary>A leaf holds numbers for each class and column; a shape whose leaves take megabytes is a mistake.</summary>
    internal static void CheckShape(int featureCount, int classCount)
    {
        Check.Range(featureCount, 1, OnlineState.MaxFeatures, nameof(featureCount));
        Check.Range(classCount, 2, OnlineState.MaxClasses, nameof(classCount));
        Check.Range(featureCount * classCount, 2, 1 << 16, $"{nameof(featureCount)} * {nameof(classCount)}");
    }

    internal static HoeffdingAdaptiveTree Read(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "Hoeffding adaptive tree");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var classes = reader.ReadInRange(2, OnlineState.MaxClasses, "class count");
        OnlineState.Valid(() => CheckShape(features, classes));
        var options = HoeffdingAdaptiveTreeOptions.Read(reader);
        return new HoeffdingAdaptiveTree(features, classes, options) { _growth = HoeffdingGrowth.Load(reader, features, classes, options) };
    }
}
