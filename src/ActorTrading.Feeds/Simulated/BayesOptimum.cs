using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>How good the best possible forecast of the simulated market is: what a learned model is to be held against.</summary>
/// <param name="Decisions">Forecasts that were averaged.</param>
/// <param name="DirectionAccuracy">Expected share of right calls of up or down; each call is the likelier one.</param>
/// <param name="DirectionMajority">The same for always calling the direction that is likelier on average.</param>
/// <param name="DirectionLogLoss">Expected log-loss of the true probability, nats (ln 2 = 0.693 is ignorance). Beyond 1 h some 1/(2 paths) too low.</param>
/// <param name="DirectionRealized">Share of right calls on the path that happened.</param>
/// <param name="LabelAccuracy">Expected accuracy of the three classes down, flat, up.</param>
/// <param name="LabelMajority">The same for always calling the class that is likeliest on average.</param>
/// <param name="LabelLogLoss">Nats.</param>
/// <param name="LabelRealized">Accuracy on the path that happened.</param>
public sealed record BayesOptimum(
    int Decisions,
    double DirectionAccuracy,
    double DirectionMajority,
    double DirectionLogLoss,
    double DirectionRealized,
    double LabelAccuracy,
    double LabelMajority,
    double LabelLogLoss,
    double LabelRealized)
{
    /// <inheritdoc cref="Oracle.Forecast"/>
    public static BayesOptimum Estimate(SimulatedMarket market, Symbol symbol, OracleOptions options) =>
        Of(Oracle.Forecast(market, symbol, options));

    /// <summary>Averages over forecasts.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static BayesOptimum Of(IEnumerable<OracleForecast> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var n = 0;
        double best = 0, rise = 0, loss = 0, hits = 0, labelBest = 0, labelLoss = 0, labelHits = 0;
        var labels = new double[3];
        foreach (var f in forecasts)
        {
            n++;
            rise += f.Rise;
            best += f.DirectionHit;
            loss += Entropy(f.Rise) + Entropy(1 - f.Rise);
            hits += f.Rise >= 0.5 == f.LogReturn > 0 ? 1 : 0;
            labels[0] += f.Down;
            labels[1] += f.Flat;
            labels[2] += f.Up;
            var likeliest = f.Flat >= Math.Max(f.Down, f.Up) ? 1 : f.Up >= f.Down ? 2 : 0;
            labelBest += f.LabelHit;
            labelLoss += Entropy(f.Down) + Entropy(f.Flat) + Entropy(f.Up);
            labelHits += likeliest == f.Outcome ? 1 : 0;
        }

        return n == 0
            ? throw new ArgumentException("There are no forecasts to average.", nameof(forecasts))
            : new BayesOptimum(
                n, best / n, Math.Max(rise, n - rise) / n, loss / n, hits / n, labelBest / n, labels.Max() / n, labelLoss / n, labelHits / n);
    }

    private static double Entropy(double p) => p > 0 ? -p * Noise.Log(p) : 0;
}
