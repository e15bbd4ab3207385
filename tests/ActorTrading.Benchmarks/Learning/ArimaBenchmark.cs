using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>Exact maximum likelihood of ARIMA(1,1,1) on 2,000 made-up values.</summary>
internal static class ArimaBenchmark
{
    public const string Fit = "arima.fit";
    private const string Peer = "statsmodels 0.13.5";
    private const int Values = 2000;
    private const int Fits = 20;

    public static Benchmark Create() => new([Fit], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var all = Enumerable.Range(1, Fits).Select(Series).ToArray();
        var rate = Runs.Rate(3, 7, () =>
        {
            foreach (var series in all)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Arima.Fit(series, new ArimaOrder(1, 1, 1));
            }

            return Fits;
        });
        return Task.FromResult<IReadOnlyList<Figure>>([new Figure(Fit, 1 / rate, "s", 10e-3, Peer, 24e-3)]);
    }

    private static double[] Series(int seed)
    {
        var random = new Random(seed);
        var series = new double[Values];
        var (level, difference, last) = (100.0, 0.0, 0.0);
        for (var t = 0; t < Values; t++)
        {
            var shock = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            difference = (0.5 * difference) + shock + (0.3 * last);
            (level, last) = (level + difference, shock);
            series[t] = level;
        }

        return series;
    }
}
