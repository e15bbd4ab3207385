namespace ActorTrading.Learning.Online;

/// <summary>
/// Random forest for streams (Gomes et al. 2017): Hoeffding adaptive trees that each take a row as often as a Poisson draw says and
/// see a random subset of the columns in each leaf. One owner at a time.
/// </summary>
/// <remarks>
/// ADWIN on each tree's errors gives a warning, at which a new tree starts to learn in the background, and later an alarm, at which
/// it takes over. Probabilities are the trees' means weighted with their accuracy since they were planted. Every draw depends on
/// the seed, the tree and the row's number alone. Memory: twice <see cref="AdaptiveRandomForestOptions.Trees"/> trees at most.
/// </remarks>
public sealed class AdaptiveRandomForest : IOnlineClassifier, ISavedModel<AdaptiveRandomForest>
{
    private const byte FormatVersion = 1;
    private readonly AdaptiveRandomForestOptions _options;
    private readonly ForestMember[] _members;
    private readonly double _none;
    private long _planted;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public AdaptiveRandomForest(int featureCount, int classCount, AdaptiveRandomForestOptions? options = null)
    {
        HoeffdingAdaptiveTree.CheckShape(featureCount, classCount);
        _options = options ?? new AdaptiveRandomForestOptions();
        _options.Validate();
        FeatureCount = featureCount;
        ClassCount = classCount;
        _none = Math.Exp(-_options.Lambda);
        _members = new ForestMember[_options.Trees];
        for (var i = 0; i < _members.Length; i++)
        {
            _members[i] = new ForestMember(_options, Plant);
        }
    }

    /// <inheritdoc/>
    public static string Kind => "adaptive-random-forest";

    public int FeatureCount { get; }

    public int ClassCount { get; }

    /// <summary>Rows learned so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Voters that drift has replaced so far.</summary>
    public long Replacements { get; private set; }

    /// <summary>Trees that learn in the background since a warning.</summary>
    public int BackgroundTrees => _members.Count(m => m.HasBackground);

    /// <summary>Mean of the trees' importances; sum 1, all 0 without a split.</summary>
    public IReadOnlyList<double> Importance
    {
        get
        {
            var shares = new double[FeatureCount];
            foreach (var member in _members)
            {
                var each = member.Voter.Tree.Importance;
                for (var f = 0; f < shares.Length; f++)
                {
                    shares[f] += each[f];
                }
            }

            if (shares.Any(s => s > 0))
            {
                Probabilities.Normalize(shares);
            }

            return shares;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Uniform before the first row. No allocation.</remarks>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Length(probabilities.Length, ClassCount, "The result");
        probabilities.Clear();
        Span<double> each = stackalloc double[ClassCount];
        foreach (var member in _members)
        {
            var accuracy = member.Voter.Accuracy;
            member.Voter.Tree.PredictProba(row, each);
            for (var k = 0; k < each.Length; k++)
            {
                probabilities[k] += accuracy * each[k];
            }
        }

        Probabilities.Normalize(probabilities);
    }

    /// <inheritdoc/>
    public void PartialFit(ReadOnlySpan<double> row, int label)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Label(label, ClassCount);
        for (var i = 0; i < _members.Length; i++)
        {
            Replacements += _members[i].Learn(row, label, Draw(i)) ? 1 : 0;
        }

        Rows++;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        writer.Write(ClassCount);
        _options.Write(writer);
        writer.Write(Rows);
        writer.Write(Replacements);
        writer.Write(_planted);
        foreach (var member in _members)
        {
            member.Save(writer);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape and number of trees; the options of this instance stay in force for trees yet to be planted.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "adaptive random forest");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        BinaryState.Expect(AdaptiveRandomForestOptions.Read(reader).Trees, _options.Trees, "number of trees");
        LoadState(reader);
    }

    static AdaptiveRandomForest ISavedModel<AdaptiveRandomForest>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "adaptive random forest");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var classes = reader.ReadInRange(2, OnlineState.MaxClasses, "class count");
        OnlineState.Valid(() => HoeffdingAdaptiveTree.CheckShape(features, classes));
        var forest = new AdaptiveRandomForest(features, classes, AdaptiveRandomForestOptions.Read(reader));
        forest.LoadState(reader);
        return forest;
    }

    private void LoadState(BinaryReader reader)
    {
        Rows = reader.ReadRows("count of rows");
        Replacements = reader.ReadRows("count of replacements");
        _planted = reader.ReadRows("count of trees planted");
        foreach (var member in _members)
        {
            member.Load(reader);
        }
    }

    private HoeffdingAdaptiveTree Plant() => new(FeatureCount, ClassCount, _options.Tree with
    {
        MaxFeatures = _options.MaxFeatures > 0 ? _options.MaxFeatures : (int)Math.Round(Math.Sqrt(FeatureCount)) + 1,
        Seed = new SplitMix64(_options.Seed ^ (ulong)_planted++).Next(),
    });

    /// <summary>Poisson draw by counting up its distribution function.</summary>
    private int Draw(int member)
    {
        var random = new SplitMix64(new SplitMix64(_options.Seed + (ulong)member).Next() ^ (ulong)Rows);
        var u = random.NextDouble();
        var (count, term) = (0, _none);
        for (var sum = term; u >= sum && count < 1000; sum += term)
        {
            term *= _options.Lambda / ++count;
        }

        return count;
    }
}
