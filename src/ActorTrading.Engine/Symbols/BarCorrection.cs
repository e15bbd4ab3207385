using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Symbols;

/// <summary>Tells a symbol what a closed bar is according to its publisher; answered with <see cref="CorrectionStored"/>. Telling it twice does no harm.</summary>
public sealed record BarCorrection(SeriesId Series, Candle Candle);
