using System.Globalization;
using System.Text.Json;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market;
using ActorTrading.Market.Features;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Http;

/// <param name="Time">From then on the features are known: the close of the bar.</param>
/// <param name="Price">Then.</param>
/// <param name="Schema">Version of the features.</param>
/// <param name="Features">By name.</param>
/// <param name="After">What the price did, by horizon.</param>
internal sealed record TrainingRowResponse(string? Time, decimal Price, long Schema, JsonElement Features, IReadOnlyDictionary<string, FutureResponse> After)
{
    public static string Header { get; } =
        $"time,price,schema,{string.Join(',', TrainingRow.Horizons.Select(h => $"price_{h},label_{h},missing_{h}"))},{string.Join(',', FeatureEngine.Schema.Names)}";

    public static TrainingRowResponse From(TrainingRow row)
    {
        using var features = JsonDocument.Parse(row.Features!);
        return new TrainingRowResponse(
            Times.Text(row.Time), Fixed.ToDecimal(row.Price), row.Schema, features.RootElement.Clone(),
            new OrderedDictionary<string, FutureResponse>(TrainingRow.Horizons.Select(h => KeyValuePair.Create(h.Name, FutureResponse.From(row.After(h))))));
    }

    public static string Line(TrainingRow row)
    {
        var after = string.Join(',', TrainingRow.Horizons.Select(h => FutureResponse.From(row.After(h)).Cells()));
        var features = string.Join(',', FeatureJson.Read(row.Features!).Select(f => f.Value.ToString("R", CultureInfo.InvariantCulture)));
        return FormattableString.Invariant($"{Times.Text(row.Time)},{Fixed.ToDecimal(row.Price)},{row.Schema},{after},{features}");
    }
}
