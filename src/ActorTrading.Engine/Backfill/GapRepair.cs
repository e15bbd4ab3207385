using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>A hole between stored candles that was closed by what the exchange publishes.</summary>
/// <param name="Gap">What was missing, and why as far as it had been known.</param>
/// <param name="Source">Who published the candles.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="At">When the candles were stored, µs.</param>
public sealed record GapRepair(Gap Gap, CandleSource Source, TimeRange Request, long At);
