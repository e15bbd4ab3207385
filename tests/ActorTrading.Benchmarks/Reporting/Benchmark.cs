namespace ActorTrading.Benchmarks.Reporting;

/// <summary>Measures one or more figures in one go.</summary>
/// <param name="Names">The figures it gives.</param>
/// <param name="RunAsync">Measures; a figure is left out only if it cannot be had on this machine, which the exception then says.</param>
internal sealed record Benchmark(IReadOnlyList<string> Names, Func<CancellationToken, Task<IReadOnlyList<Figure>>> RunAsync);
