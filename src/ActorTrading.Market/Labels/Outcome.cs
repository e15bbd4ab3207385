namespace ActorTrading.Market.Labels;

/// <summary>What came of one decision.</summary>
/// <param name="Time">Close time of the decision's bar, µs.</param>
/// <param name="Price">Its close, scaled.</param>
/// <param name="OutcomeTime">The decision's time plus the horizon, µs.</param>
/// <param name="Return">Simple return over the horizon; 0 where missing.</param>
/// <param name="Move">Its class; flat, and without meaning, where missing.</param>
/// <param name="Missing">No price close enough to the outcome time is known: there is no label, and nothing may learn from it.</param>
public readonly record struct Outcome(long Time, long Price, long OutcomeTime, double Return, PriceMove Move, bool Missing);
