using ActorTrading.Market.Candles;

namespace ActorTrading.Node.Http;

/// <summary>Which stored rows a request asks for.</summary>
/// <param name="Limit">Most rows.</param>
internal readonly record struct DataPage(SeriesId Series, TimeRange Range, long Limit, bool IsCsv);
