using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning.Drift;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>
/// False alarms and delay of every drift detector at its defaults. Of each detector two figures for a normal feature whose mean moves
/// by one deviation, or, where it takes errors alone, for an error rate that goes from 0.2 to 0.4.
/// </summary>
internal static class DriftBenchmark
{
    private const int Quiet = 20_000;
    private const int Before = 2000;
    private const int After = 2000;
    private const int Streams = 100;

    private static readonly (string Name, Func<IDriftDetector> Create, bool Errors)[] Detectors =
    [
        ("adwin", () => new Adwin(), false),
        ("adwin.errors", () => new Adwin(), true),
        ("page-hinkley", () => new PageHinkley(), false),
        ("page-hinkley.errors", () => new PageHinkley(), true),
        ("ddm.errors", () => new Ddm(), true),
        ("kswin", () => new Kswin(), false),
        ("cusum", () => new Cusum(), false),
        ("cusum.errors", () => new Cusum(), true),
        ("ks", () => new ReferenceDriftDetector(), false),
        ("ks.errors", () => new ReferenceDriftDetector(), true),
        ("psi", () => new ReferenceDriftDetector(new() { Test = ReferenceTest.PopulationStability }), false),
    ];

    public static Benchmark Create() => new([.. Detectors.SelectMany(d => new[] { FalseAlarms(d.Name), Delay(d.Name) })], RunAsync);

    private static string FalseAlarms(string detector) => $"drift.{detector}.false-alarms";

    private static string Delay(string detector) => $"drift.{detector}.delay";

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var errors in new[] { false, true })
        {
            var quiet = Draw(Quiet, Quiet, errors);
            var shifted = Draw(Before, Before + After, errors);
            foreach (var (name, create, _) in Detectors.Where(d => d.Errors == errors))
            {
                cancellationToken.ThrowIfCancellationRequested();
                figures.Add(new Figure(FalseAlarms(name), DriftTrial.Run(create, quiet, Quiet).FalseAlarms, "per 1,000 values"));
                figures.Add(new Figure(Delay(name), DriftTrial.Run(create, shifted, Before).MedianDelay, "values"));
            }
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    private static double[][] Draw(int changeAt, int length, bool errors) =>
        [.. Enumerable.Range(1, Streams).Select(seed =>
        {
            var random = new Random(seed);
            return Enumerable.Range(0, length).Select(i => errors
                ? random.NextDouble() < (i < changeAt ? 0.2 : 0.4) ? 1.0 : 0.0
                : Normal(random) + (i < changeAt ? 0 : 1)).ToArray();
        })];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
