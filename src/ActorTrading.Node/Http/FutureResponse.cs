using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Http;

/// <summary>The price at a horizon; all null until its time has come.</summary>
/// <param name="Missing">Why it is not known though its time has passed.</param>
internal sealed record FutureResponse(decimal? Price, PriceMove? Label, string? Missing)
{
    public static FutureResponse From(FuturePrice future) => new(future.Price is { } price ? Fixed.ToDecimal(price) : null, future.Label, future.Missing);

    public string Cells() => FormattableString.Invariant($"{Price},{Label?.ToString().ToLowerInvariant()},{Missing}");
}
