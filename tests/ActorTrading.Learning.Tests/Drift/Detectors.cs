using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

/// <summary>Every streaming detector with its defaults, by name.</summary>
internal static class Detectors
{
    public static IReadOnlyList<(string Name, Func<IDriftDetector> New)> All { get; } =
    [
        ("adwin", () => new Adwin()),
    ];

    public static IDriftDetector New(string name) => All.Single(d => d.Name == name).New();
}
