using ActorTrading.Engine.Symbols;
using ActorTrading.Learning;

namespace ActorTrading.Engine.Models;

/// <summary>The pre-trained expert: fitted once, does not learn any more.</summary>
public sealed class TreesModel(IClassifier fitted, string version) : IForecastModel
{
    public const string ModelName = "trees";

    public string Name => ModelName;

    public string Version { get; } = version;

    public void Observe(FeatureRow row)
    {
        // Everything it needs is in the row itself.
    }

    public void Learn(LabelledRow row)
    {
        // Learning happens in training; a new version replaces this one.
    }

    public void Predict(FeatureRow row, Span<double> probabilities) => fitted.PredictProba(row.Features, probabilities);

    public void Save(BinaryWriter writer) => writer.Write(Version);

    public void Load(BinaryReader reader)
    {
        var version = reader.ReadString();
        if (version != Version)
        {
            throw new InvalidDataException($"The saved state belongs to version {version} of the pre-trained model, this is {Version}.");
        }
    }
}
