namespace ActorTrading.Market;

/// <summary>
/// One trade as the exchange reported it. Ticks travel in a <see cref="TickBatch"/> of one symbol, so the symbol is not repeated here.
/// Nothing is checked on construction: the quality gate decides what may pass.
/// </summary>
/// <param name="Time">Exchange event time, µs since the Unix epoch, UTC; never our receive time.</param>
/// <param name="Price">Quote units per base unit, scaled by <see cref="Fixed.One"/>.</param>
/// <param name="Size">Base units (or contracts, as the instrument says), scaled by <see cref="Fixed.One"/>.</param>
/// <param name="Id">The exchange's trade id, ascending per symbol; 0 where the source has none.</param>
/// <param name="Side">The aggressor.</param>
public readonly record struct Tick(long Time, long Price, long Size, long Id, Side Side);
