namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>An object as written; fields keep everything that was said about them until it is known what counts.</summary>
internal sealed class HoconObjectNode(HoconOrigin origin) : HoconNode(origin)
{
    public OrderedDictionary<string, HoconField> Fields { get; } = new(StringComparer.Ordinal);

    public HoconField Field(string name)
    {
        if (!Fields.TryGetValue(name, out var field))
        {
            field = new HoconField();
            Fields.Add(name, field);
        }

        return field;
    }

    /// <summary>Takes over the fields of <paramref name="upper"/> as later values; <paramref name="upper"/> must not be used any more.</summary>
    public void Absorb(HoconObjectNode upper)
    {
        foreach (var (name, field) in upper.Fields)
        {
            if (!Fields.TryAdd(name, field))
            {
                field.MoveTo(Fields[name]);
            }
        }
    }

    /// <summary>A new object with the fields of both; what <paramref name="upper"/> says comes later and so wins.</summary>
    public static HoconObjectNode Merge(HoconObjectNode lower, HoconObjectNode upper)
    {
        var merged = new HoconObjectNode(upper.Origin);
        foreach (var (name, field) in lower.Fields)
        {
            // A field that only one side has is shared, so that it is resolved once.
            merged.Fields.Add(name, upper.Fields.TryGetValue(name, out var over) ? HoconField.Merge(field, over) : field);
        }

        foreach (var (name, field) in upper.Fields)
        {
            merged.Fields.TryAdd(name, field);
        }

        return merged;
    }
}
