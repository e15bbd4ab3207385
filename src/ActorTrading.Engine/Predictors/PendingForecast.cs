using ActorTrading.Engine.Symbols;
using ActorTrading.Learning.Blending;

namespace ActorTrading.Engine.Predictors;

/// <summary>A forecast that waits for its outcome, with the row it was made from.</summary>
public sealed record PendingForecast(FeatureRow Row, BlendedForecast Forecast)
{
    internal void Save(BinaryWriter writer)
    {
        Row.Save(writer);
        Forecast.Save(writer);
    }

    internal static PendingForecast Load(BinaryReader reader) => new(FeatureRow.Load(reader), BlendedForecast.Load(reader));
}
