namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>What a text and all its includes share while they are read.</summary>
internal sealed class HoconReading(IHoconIncludes? includes, HoconLimits limits)
{
    private readonly List<string> _open = [];
    private int _read;

    public HoconLimits Limits { get; } = limits;

    /// <summary>Parses an included text as if it stood at <paramref name="prefix"/>; null when there is none.</summary>
    public HoconObjectNode? Include(HoconText from, string name, HoconOrigin origin, IReadOnlyList<string>? prefix, int depth)
    {
        if (includes is null)
        {
            throw new HoconException(origin, "an include is not possible here.");
        }

        var text = includes.Find(from.Source, name);
        if (text is null)
        {
            return null;
        }

        if (_open.Contains(text.Source) || text.Source == from.Source)
        {
            throw new HoconException(origin, $"'{name}' includes itself: {string.Join(" -> ", [.. _open, from.Source, text.Source])}.");
        }

        if (++_read >= Limits.MaxIncludes)
        {
            throw new HoconException(origin, $"more than {Limits.MaxIncludes} files are included.");
        }

        _open.Add(from.Source);
        var root = new HoconParser(this, text, prefix, depth).ParseDocument();
        _open.RemoveAt(_open.Count - 1);
        return root;
    }
}
