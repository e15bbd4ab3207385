namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>
/// The slot of a field or array item: the values that were written for it, oldest first. More than one is kept only where a later
/// one may need an earlier one: below a substitution or an object.
/// </summary>
internal sealed class HoconField
{
    private readonly List<HoconNode> _values = [];

    public HoconField()
    {
    }

    public HoconField(HoconNode value) => _values.Add(value);

    public IReadOnlyList<HoconNode> Values => _values;

    /// <summary>Adds a later value. Objects that meet are merged into the older one, so both must belong to the text being read.</summary>
    public void Add(HoconNode value)
    {
        if (value is HoconObjectNode upper && _values.Count > 0 && _values[^1] is HoconObjectNode lower)
        {
            lower.Absorb(upper);
            return;
        }

        Push(value);
    }

    /// <summary>The object that a path key such as <c>a.b</c> writes into: the latest value if that is one, else a new one.</summary>
    public HoconObjectNode OpenObject(HoconOrigin origin)
    {
        if (_values.Count == 0 || _values[^1] is not HoconObjectNode)
        {
            Push(new HoconObjectNode(origin));
        }

        return (HoconObjectNode)_values[^1];
    }

    /// <summary>All values of this field, as later ones than those of <paramref name="target"/>.</summary>
    public void MoveTo(HoconField target)
    {
        foreach (var value in _values)
        {
            target.Add(value);
        }
    }

    /// <summary>A new field; neither of the two changes.</summary>
    public static HoconField Merge(HoconField lower, HoconField upper)
    {
        var merged = new HoconField();
        merged._values.AddRange(lower._values);
        foreach (var value in upper._values)
        {
            if (value is HoconObjectNode above && merged._values.Count > 0 && merged._values[^1] is HoconObjectNode below)
            {
                merged._values[^1] = HoconObjectNode.Merge(below, above);
            }
            else
            {
                merged.Push(value);
            }
        }

        return merged;
    }

    private void Push(HoconNode value)
    {
        // An object keeps what is below it, even a scalar: that it hides objects further down must survive another merge.
        if (!value.IsOpen && value is not HoconObjectNode)
        {
            _values.Clear();
        }

        _values.Add(value);
    }
}
