using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Online;

/// <summary>One voter of the forest, the detectors of its errors, and the tree that a warning started in the background.</summary>
internal sealed class ForestMember
{
    private readonly Adwin _warning;
    private readonly Adwin _drift;
    private readonly Func<HoeffdingAdaptiveTree> _plant;
    private ForestTree? _background;

    /// <param name="plant">Makes the next empty tree.</param>
    public ForestMember(AdaptiveRandomForestOptions options, Func<HoeffdingAdaptiveTree> plant)
    {
        _warning = new Adwin(new AdwinOptions { Delta = options.WarningDelta });
        _drift = new Adwin(new AdwinOptions { Delta = options.DriftDelta });
        _plant = plant;
        Voter = new ForestTree(plant());
    }

    public ForestTree Voter { get; private set; }

    public bool HasBackground => _background is not null;

    /// <returns>Whether drift replaced the voter.</returns>
    public bool Learn(ReadOnlySpan<double> row, int label, int weight)
    {
        var wrong = Voter.Learn(row, label, weight);
        _background?.Learn(row, label, weight);
        if (Rises(_warning, wrong))
        {
            _background = new ForestTree(_plant());
            _warning.Reset();
        }

        if (!Rises(_drift, wrong))
        {
            return false;
        }

        Voter = _background ?? new ForestTree(_plant());
        _background = null;
        _warning.Reset();
        _drift.Reset();
        return true;
    }

    public void Save(BinaryWriter writer)
    {
        _warning.Save(writer);
        _drift.Save(writer);
        Voter.Save(writer);
        writer.Write(HasBackground);
        _background?.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        var (features, classes) = (Voter.Tree.FeatureCount, Voter.Tree.ClassCount);
        _warning.Load(reader);
        _drift.Load(reader);
        Voter = ForestTree.Load(reader, features, classes);
        _background = reader.ReadBoolean() ? ForestTree.Load(reader, features, classes) : null;
    }

    private static bool Rises(Adwin detector, bool wrong)
    {
        var before = detector.Mean;
        return detector.Add(wrong ? 1 : 0) == DriftState.Drift && detector.Mean > before;
    }
}
