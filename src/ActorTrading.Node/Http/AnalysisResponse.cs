using System.Text.Json;
using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Http;

/// <param name="Direction">The likeliest move.</param>
/// <param name="Response">The whole answer of the source.</param>
internal sealed record AnalysisResponse(
    string Symbol, string Timeframe, string? Time, Signal Signal, double Confidence, PriceMove Direction, string Analysis, string Source, string ModelVersion, decimal Price, JsonElement Response)
{
    public static AnalysisResponse From(AnalysisRow row)
    {
        using var response = JsonDocument.Parse(row.RawResponse);
        return new AnalysisResponse(
            row.Symbol.Value, row.Timeframe.Name, Times.Text(row.Time), row.Signal, row.Confidence, row.Direction, row.Text, row.Source, row.ModelVersion,
            Fixed.ToDecimal(row.Price), response.RootElement.Clone());
    }
}
