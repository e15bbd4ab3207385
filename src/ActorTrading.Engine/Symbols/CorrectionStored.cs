using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Symbols;

/// <summary>Answers a <see cref="BarCorrection"/>.</summary>
/// <param name="Changed">Whether it is in the journal now: not if the symbol has the bar like this, has forgotten it, or has not come to it yet.</param>
public sealed record CorrectionStored(SeriesId Series, long OpenTime, bool Changed);
