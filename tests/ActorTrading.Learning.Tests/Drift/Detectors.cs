using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

/// <summary>Every streaming detector with its defaults, by name.</summary>
internal static class Detectors
{
    public static IReadOnlyList<(string Name, Func<IDriftDetector> New)> All { get; } =
    [
        ("adwin", () => new Adwin()),
        ("page-hinkley", () => new PageHinkley()),
        ("page-hinkley both sides", () => new PageHinkley(new() { TwoSided = true })),
        ("ddm", () => new Ddm()),
        ("kswin", () => new Kswin()),
        ("cusum", () => new Cusum()),
        ("ks", () => new ReferenceDriftDetector()),
        ("psi", () => new ReferenceDriftDetector(new() { Test = ReferenceTest.PopulationStability })),
    ];

    public static IDriftDetector New(string name) => All.Single(d => d.Name == name).New();
}
