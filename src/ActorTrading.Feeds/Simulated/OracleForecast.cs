using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>The true conditional distribution of a return, given everything up to <paramref name="Time"/>, hidden state included, and what then happened.</summary>
/// <param name="Time">The end of the past, on a whole hour, µs since the epoch.</param>
/// <param name="Signal">The planted signal for the hour that begins.</param>
/// <param name="Rise">Probability of a return above 0.</param>
/// <param name="Down">Probability of a return below minus the threshold.</param>
/// <param name="Flat">Probability of a return in between.</param>
/// <param name="Up">Probability of a return above the threshold.</param>
/// <param name="DirectionHit">Probability that the likelier direction comes true; chosen by one half of the futures and judged by the other, so not flattered.</param>
/// <param name="LabelHit">The same for the likeliest of down, flat and up.</param>
/// <param name="LogReturn">What happened: the logarithm of the ratio of the prices at the horizon's end and at its beginning, before rounding to the price grid.</param>
/// <param name="Outcome">0 down, 1 flat, 2 up.</param>
public readonly record struct OracleForecast(
    Symbol Symbol,
    long Time,
    double Signal,
    double Rise,
    double Down,
    double Flat,
    double Up,
    double DirectionHit,
    double LabelHit,
    double LogReturn,
    int Outcome);
