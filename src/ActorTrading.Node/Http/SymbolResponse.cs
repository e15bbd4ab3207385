namespace ActorTrading.Node.Http;

/// <param name="LastPrice">Null before the first row.</param>
/// <param name="Refused">Rows the quality gate refused, by reason.</param>
/// <param name="Bars">Bars closed so far, by timeframe.</param>
/// <param name="Jumps">Discontinuities in the feed, the newest hundred.</param>
internal sealed record SymbolResponse(
    string Symbol,
    decimal? LastPrice,
    string? LastTime,
    long Accepted,
    IReadOnlyDictionary<string, long> Refused,
    IReadOnlyDictionary<string, long> Bars,
    IReadOnlyList<JumpResponse> Jumps,
    string Source,
    bool Simulated);
