namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>
/// A parsed but unresolved text after the public HOCON specification: substitutions are kept until <see cref="Resolve"/>, so that
/// layers put over one another may refer to each other. Not supported: <c>include url(..)</c>, <c>include classpath(..)</c> and
/// <c>.properties</c> files. Immutable.
/// </summary>
public sealed class HoconDocument
{
    private readonly HoconObjectNode _root;

    internal HoconDocument(HoconObjectNode root) => _root = root;

    /// <summary>A document without a value.</summary>
    public static HoconDocument Empty { get; } = new(new HoconObjectNode(default));

    /// <exception cref="HoconException">The text is not HOCON; the message names the position and what was expected.</exception>
    public static HoconDocument Parse(HoconText text, IHoconIncludes? includes = null, HoconLimits? limits = null) =>
        new(new HoconParser(new HoconReading(includes, limits ?? HoconLimits.Default), text, []).ParseDocument());

    /// <summary>Parses text that no include refers to.</summary>
    public static HoconDocument Parse(string text, string source = "text") => Parse(new HoconText(source, text));

    /// <summary>Parses a file with its includes.</summary>
    /// <exception cref="HoconException">As <see cref="Parse(HoconText, IHoconIncludes?, HoconLimits?)"/>, or the file cannot be read.</exception>
    public static HoconDocument Load(string path, HoconLimits? limits = null) => Parse(HoconFileIncludes.Read(path, limits), new HoconFileIncludes(), limits);

    /// <summary>This document over another: objects merge, anything else here hides what is there. Neither of the two changes.</summary>
    public HoconDocument WithFallback(HoconDocument lower) => new(HoconObjectNode.Merge(lower._root, _root));

    /// <summary>The whole document as the value at a path: <c>Under("a")</c> of <c>b = 1</c> is <c>a { b = 1 }</c>.</summary>
    public HoconDocument Under(string element)
    {
        var outer = new HoconObjectNode(_root.Origin);
        outer.Field(element).Add(_root);
        return new HoconDocument(outer);
    }

    /// <summary>The names directly below the root.</summary>
    public IEnumerable<string> Names => _root.Fields.Keys;

    /// <summary>Puts all substitutions in.</summary>
    /// <param name="environment">Where a path that no layer defines is looked up by its full text; null = nowhere.</param>
    /// <exception cref="HoconException">A substitution has no value, leads to itself, joins what cannot be joined, or expands beyond the limits.</exception>
    public HoconObject Resolve(Func<string, string?>? environment = null, HoconLimits? limits = null) =>
        new HoconResolver(_root, environment, limits ?? HoconLimits.Default).Resolve();
}
