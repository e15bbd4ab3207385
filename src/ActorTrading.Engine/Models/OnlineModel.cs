using ActorTrading.Engine.Symbols;
using ActorTrading.Learning;

namespace ActorTrading.Engine.Models;

/// <summary>An expert that learns each outcome as it becomes known.</summary>
public sealed class OnlineModel(string name, IOnlineClassifier classifier) : IForecastModel
{
    public const string SoftmaxName = "softmax";
    public const string BaseRatesName = "base-rates";

    public string Name { get; } = name;

    public string Version => "online";

    public void Observe(FeatureRow row)
    {
        // It learns from outcomes only.
    }

    public void Learn(LabelledRow row) => classifier.PartialFit(row.Row.Features, (int)row.Move);

    public void Predict(FeatureRow row, Span<double> probabilities) => classifier.PredictProba(row.Features, probabilities);

    public void Save(BinaryWriter writer) => classifier.Save(writer);

    public void Load(BinaryReader reader) => classifier.Load(reader);
}
