namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A value as written, before substitutions are put in.</summary>
internal abstract class HoconNode(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;

    /// <summary>Whether its kind is only known after resolving, so that what it overrides must be kept.</summary>
    public virtual bool IsOpen => false;
}

internal sealed class HoconScalarNode(HoconOrigin origin, string text, HoconScalarKind kind) : HoconNode(origin)
{
    public string Text { get; } = text;

    public HoconScalarKind Kind { get; } = kind;
}

internal sealed class HoconArrayNode(HoconOrigin origin, IReadOnlyList<HoconField> items) : HoconNode(origin)
{
    public IReadOnlyList<HoconField> Items { get; } = items;
}

internal sealed class HoconSubstitutionNode(HoconOrigin origin, IReadOnlyList<string> prefix, IReadOnlyList<string> path, bool optional) : HoconNode(origin)
{
    /// <summary>Where the text was included; the path is first looked up below it, then from the root.</summary>
    public IReadOnlyList<string> Prefix { get; } = prefix;

    public IReadOnlyList<string> Path { get; } = path;

    public bool Optional { get; } = optional;

    public override bool IsOpen => true;
}

/// <summary>The earlier value of the same field, as <c>+=</c> needs it; nothing when there is none.</summary>
internal sealed class HoconEarlierNode(HoconOrigin origin) : HoconNode(origin)
{
    public override bool IsOpen => true;
}

/// <summary>Parts written side by side; whitespace between them is a part of its own.</summary>
internal sealed class HoconConcatenationNode(HoconOrigin origin, IReadOnlyList<HoconNode> parts) : HoconNode(origin)
{
    public IReadOnlyList<HoconNode> Parts { get; } = parts;

    public override bool IsOpen => true;
}

/// <summary>Whitespace between two parts of a value.</summary>
internal sealed class HoconGapNode(HoconOrigin origin, string text) : HoconNode(origin)
{
    public string Text { get; } = text;
}
