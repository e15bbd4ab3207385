using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>
/// Forecasts the simulated market from its hidden state. An hour's return given its volatility path and jumps is exactly normal, so only
/// the volatility is drawn and the probabilities are averaged (Rao-Blackwell); of longer horizons that holds for the last hour, the hours
/// before it are drawn. No forecast from past ticks can be better, on average, in log-loss or accuracy.
/// </summary>
public static class Oracle
{
    private const int MinutesPerHour = 60;
    private const long Minute = 60_000_000;

    /// <exception cref="ArgumentException">The symbol is not simulated, or an option is out of range.</exception>
    public static IEnumerable<OracleForecast> Forecast(SimulatedMarket market, Symbol symbol, OracleOptions options)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        market.MustHave(symbol);
        return Walk(market, symbol, options);
    }

    private static IEnumerable<OracleForecast> Walk(SimulatedMarket market, Symbol symbol, OracleOptions options)
    {
        var walk = new MarketWalk(market.Options, [symbol]);
        var path = walk.Paths[0];
        var hours = options.Horizon.Minutes / MinutesPerHour;
        var waiting = new Queue<(long End, double LogPrice, OracleForecast Forecast)>();
        var begin = walk.NextMinute;
        var told = 0;
        var asked = 0;
        while (told < options.Decisions)
        {
            var minute = walk.NextMinute;
            var hour = (minute - begin) / MinutesPerHour;
            while (waiting.TryPeek(out var oldest) && oldest.End == minute)
            {
                _ = waiting.Dequeue();
                told++;
                yield return Settle(oldest.Forecast, path.LogPrice - oldest.LogPrice, options.Threshold);
            }

            if ((minute - begin) % MinutesPerHour == 0 && hour >= options.WarmUpHours
                && (hour - options.WarmUpHours) % options.StrideHours == 0 && asked < options.Decisions)
            {
                var stream = Noise.Bits(Noise.Stream((ulong)market.Options.Seed, "oracle"), minute);
                waiting.Enqueue((minute + options.Horizon.Minutes, path.LogPrice, Ask(walk, symbol, minute, hours, options, stream)));
                asked++;
            }

            walk.Step();
        }
    }

    private static OracleForecast Ask(MarketWalk walk, Symbol symbol, long minute, int hours, OracleOptions options, ulong stream)
    {
        var upper = Noise.Log(1 + options.Threshold);
        var lower = Noise.Log(1 - options.Threshold);
        double rise = 0, down = 0, up = 0, signal = 0;
        for (var p = 0; p < options.Paths; p++)
        {
            var chance = Noise.Bits(stream, p);
            var market = walk.Market.Fork(chance);
            var path = walk.Paths[0].Fork(Noise.Bits(chance, 1));
            var start = path.LogPrice;
            var lastHour = minute + ((hours - 1) * MinutesPerHour);
            var mean = 0.0;
            var variance = 0.0;
            for (var m = minute; m < lastHour + MinutesPerHour; m++)
            {
                if (m == lastHour)
                {
                    mean = path.LogPrice - start;
                }

                market.Step(m);
                path.Step(m, market);
                if (m == minute)
                {
                    signal = path.Signal;
                }

                if (m >= lastHour)
                {
                    mean += path.Drift;
                    variance += path.Variance;
                }
            }

            var sd = Math.Sqrt(variance);
            rise += Noise.NormalCdf(mean / sd);
            down += Noise.NormalCdf((lower - mean) / sd);
            up += Noise.NormalCdf((mean - upper) / sd);
        }

        rise /= options.Paths;
        down /= options.Paths;
        up /= options.Paths;
        return new OracleForecast(symbol, minute * Minute, signal, rise, down, 1 - down - up, up, LogReturn: 0, Outcome: 1);
    }

    private static OracleForecast Settle(OracleForecast forecast, double logReturn, double threshold)
    {
        var outcome = logReturn > Noise.Log(1 + threshold) ? 2 : logReturn < Noise.Log(1 - threshold) ? 0 : 1;
        return forecast with { LogReturn = logReturn, Outcome = outcome };
    }
}
