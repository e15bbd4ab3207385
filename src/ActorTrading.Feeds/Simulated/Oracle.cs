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

    // Places in a table of probabilities.
    private const int Down = 0;
    private const int Flat = 1;
    private const int Up = 2;
    private const int Rise = 3;

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
        Span<double> even = stackalloc double[4];
        Span<double> odd = stackalloc double[4];
        var signal = 0.0;
        for (var p = 0; p < options.Paths; p++)
        {
            var (mean, variance) = DrawFuture(walk, minute, hours, Noise.Bits(stream, p), out signal);
            var sd = Math.Sqrt(variance);
            var half = p % 2 == 0 ? even : odd;
            half[Rise] += Noise.NormalCdf(mean / sd);
            half[Down] += Noise.NormalCdf((Noise.Log(1 - options.Threshold) - mean) / sd);
            half[Up] += Noise.NormalCdf((mean - Noise.Log(1 + options.Threshold)) / sd);
        }

        var evens = (options.Paths + 1) / 2;
        var rise = (even[Rise] + odd[Rise]) / options.Paths;
        var down = (even[Down] + odd[Down]) / options.Paths;
        var up = (even[Up] + odd[Up]) / options.Paths;
        Normalize(even, evens);
        Normalize(odd, options.Paths - evens);
        var directionHit = (DirectionHit(even, odd) + DirectionHit(odd, even)) / 2;
        var labelHit = (odd[Likeliest(even)] + even[Likeliest(odd)]) / 2;
        return new OracleForecast(
            symbol, minute * Minute, signal, rise, down, 1 - down - up, up, directionHit, labelHit, LogReturn: 0, Outcome: 1);
    }

    /// <summary>Mean and variance of the whole return, given the hours before the last and the volatility of the last.</summary>
    private static (double Mean, double Variance) DrawFuture(MarketWalk walk, long minute, int hours, ulong chance, out double signal)
    {
        var market = walk.Market.Fork(chance);
        var path = walk.Paths[0].Fork(Noise.Bits(chance, 1));
        var start = path.LogPrice;
        var lastHour = minute + ((hours - 1) * MinutesPerHour);
        var mean = 0.0;
        var variance = 0.0;
        signal = 0;
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

        return (mean, variance);
    }

    private static void Normalize(Span<double> half, int paths)
    {
        for (var i = 0; i < half.Length; i++)
        {
            half[i] /= paths;
        }

        half[Flat] = 1 - half[Down] - half[Up];
    }

    private static double DirectionHit(ReadOnlySpan<double> chooser, ReadOnlySpan<double> judge) =>
        chooser[Rise] >= 0.5 ? judge[Rise] : 1 - judge[Rise];

    private static int Likeliest(ReadOnlySpan<double> p) => p[Flat] >= Math.Max(p[Down], p[Up]) ? Flat : p[Up] >= p[Down] ? Up : Down;

    private static OracleForecast Settle(OracleForecast forecast, double logReturn, double threshold)
    {
        var outcome = logReturn > Noise.Log(1 + threshold) ? Up : logReturn < Noise.Log(1 - threshold) ? Down : Flat;
        return forecast with { LogReturn = logReturn, Outcome = outcome };
    }
}
