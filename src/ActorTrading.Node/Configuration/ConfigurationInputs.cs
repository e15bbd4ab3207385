namespace ActorTrading.Node.Configuration;

/// <summary>What the layers above the embedded files come from.</summary>
public sealed record ConfigurationInputs
{
    /// <summary>The file of <c>--config</c>; null = none.</summary>
    public string? File { get; init; }

    /// <summary>The process environment. Names that start with <c>ACTORTRADING__</c> are settings, all may stand in <c>${ }</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>--set</c> arguments as written, in order.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>The folder of <c>--data</c>; null = as configured.</summary>
    public string? DataDirectory { get; init; }
}
