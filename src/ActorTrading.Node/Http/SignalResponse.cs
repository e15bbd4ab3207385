using ActorTrading.Market;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Http;

/// <summary>One signal; what is null is not known yet.</summary>
/// <param name="Result">At the signal's own horizon; MISSING where the candle that would tell is not there.</param>
/// <param name="ProfitPercent">Of following the signal over its horizon, without fees.</param>
internal sealed record SignalResponse(
    string Symbol, string Timeframe, string? Time, string Horizon, Signal Signal, double Confidence, string Source, decimal Price, bool Executed,
    decimal? PriceAfter1h, decimal? PriceAfter4h, decimal? PriceAfter24h, SignalResult? Result, double? ProfitPercent)
{
    public static SignalResponse From(SignalRow row) => new(
        row.Symbol.Value, row.Timeframe.Name, Times.Text(row.Time), row.Horizon.Name, row.Signal, row.Confidence, row.Source, Fixed.ToDecimal(row.Price), row.Executed,
        Later(row.After1h), Later(row.After4h), Later(row.After24h), row.Result, row.ProfitPercent);

    private static decimal? Later(long? scaled) => scaled is { } price ? Fixed.ToDecimal(price) : null;
}
