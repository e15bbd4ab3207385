using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;

namespace ActorTrading.Engine.Tests.LookAhead;

/// <summary>Writes down what a model learnt and said up to a moment.</summary>
internal sealed class SpyModel(IForecastModel inner, List<string> said, long until) : IForecastModel
{
    private long _now;

    public string Name => inner.Name;

    public string Version => inner.Version;

    public void Observe(FeatureRow row)
    {
        _now = row.Time;
        inner.Observe(row);
    }

    public void Learn(LabelledRow row)
    {
        said.AddRange(_now <= until ? [FormattableString.Invariant($"{Name} learns at {_now} of {row.Row.Time} {row.Move} {row.Return:R}")] : []);
        inner.Learn(row);
    }

    public void Predict(FeatureRow row, Span<double> probabilities)
    {
        inner.Predict(row, probabilities);
        if (row.Time <= until)
        {
            said.Add(FormattableString.Invariant($"{Name} says at {row.Time} {probabilities[0]:R} {probabilities[1]:R} {probabilities[2]:R}"));
        }
    }

    public void Save(BinaryWriter writer) => inner.Save(writer);

    public void Load(BinaryReader reader) => inner.Load(reader);
}
