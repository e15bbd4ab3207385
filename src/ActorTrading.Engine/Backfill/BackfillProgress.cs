using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>How far one series is.</summary>
/// <param name="Requests">Answered or failed so far.</param>
/// <param name="Expected">Requests as far as can be seen now; grows when something has to be asked again.</param>
/// <param name="Candles">Fetched so far.</param>
/// <param name="IsDone">Nothing follows for this series.</param>
public sealed record BackfillProgress(SeriesId Series, int Requests, int Expected, long Candles, bool IsDone);
