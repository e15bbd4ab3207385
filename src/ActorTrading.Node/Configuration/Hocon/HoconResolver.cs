namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>
/// Puts substitutions in, lazily: a field is reduced only as far as it takes to know whether it is an object, an array or a scalar.
/// So an object may refer to its own fields, and a substitution that leads back to the field being reduced sees the values before it.
/// </summary>
internal sealed class HoconResolver(HoconObjectNode root, Func<string, string?>? environment, HoconLimits limits)
{
    private readonly HashSet<HoconNode> _building = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<HoconField, HoconNode?> _reduced = new(ReferenceEqualityComparer.Instance);

    // Index of the value of a field that is being resolved right now: a look at the field meanwhile sees only the values before it.
    private readonly Dictionary<HoconField, int> _resolving = new(ReferenceEqualityComparer.Instance);
    private int _chain;
    private int _expansion;
    private bool _lookedBack;

    public HoconObject Resolve() => (HoconObject)Build(root, 0);

    private HoconValue Build(HoconNode node, int depth)
    {
        Charge(node.Origin, 1);
        switch (node)
        {
            case HoconScalarNode scalar:
                return new HoconScalar(scalar.Text, scalar.Kind, scalar.Origin);
            case HoconArrayNode array:
                Enter(node, depth);
                var items = array.Items.Select(i => Reduce(i)).OfType<HoconNode>().Select(n => Build(n, depth + 1)).ToArray();
                _building.Remove(node);
                return new HoconArray(items, array.Origin);
            default:
                Enter(node, depth);
                var fields = new OrderedDictionary<string, HoconValue>(StringComparer.Ordinal);
                foreach (var (name, field) in ((HoconObjectNode)node).Fields)
                {
                    if (Reduce(field) is { } value)
                    {
                        fields.Add(name, Build(value, depth + 1));
                    }
                }

                _building.Remove(node);
                return new HoconObject(fields, node.Origin);
        }
    }

    private void Enter(HoconNode node, int depth)
    {
        if (depth > limits.MaxDepth || !_building.Add(node))
        {
            throw new HoconException(node.Origin, "the value contains itself through a substitution.");
        }
    }

    /// <summary>The field's value as far as its kind is known; null when it has none.</summary>
    private HoconNode? Reduce(HoconField field)
    {
        if (_reduced.TryGetValue(field, out var known))
        {
            return known;
        }

        if (_resolving.TryGetValue(field, out var index))
        {
            var earlier = Reduce(field, index);
            _lookedBack |= earlier is null;
            return earlier;
        }

        var reduced = Reduce(field, field.Values.Count);
        _reduced[field] = reduced;
        return reduced;
    }

    /// <summary>The first <paramref name="count"/> values of a field merged, the latest winning.</summary>
    private HoconNode? Reduce(HoconField field, int count)
    {
        HoconNode? result = null;
        for (var i = count - 1; i >= 0; i--)
        {
            var value = field.Values[i];
            var reduced = value.IsOpen ? ReduceOpen(value, field, i) : value;
            if (reduced is null)
            {
                continue;
            }

            if (result is HoconObjectNode upper && reduced is HoconObjectNode lower)
            {
                result = Merge(lower, upper);
            }
            else if (result is null)
            {
                result = reduced;
            }
            else
            {
                break;
            }

            if (result is not HoconObjectNode)
            {
                break;
            }
        }

        return result;
    }

    private HoconNode? ReduceOpen(HoconNode value, HoconField field, int index)
    {
        Charge(value.Origin, 1);
        if (++_chain > limits.MaxSubstitutionChain)
        {
            throw new HoconException(value.Origin, $"substitutions lead to one another more than {limits.MaxSubstitutionChain} times.");
        }

        var nested = _resolving.TryGetValue(field, out var before);
        _resolving[field] = index;
        var reduced = value switch
        {
            HoconSubstitutionNode substitution => Substitute(substitution),
            HoconEarlierNode => Reduce(field, index),
            _ => Join((HoconConcatenationNode)value, field, index),
        };
        _chain--;
        if (nested)
        {
            _resolving[field] = before;
        }
        else
        {
            _resolving.Remove(field);
        }

        return reduced;
    }

    private HoconNode? Substitute(HoconSubstitutionNode substitution)
    {
        _lookedBack = false;
        var found = substitution.Prefix.Count > 0 ? Lookup(substitution.Prefix.Concat(substitution.Path)) : null;
        found ??= Lookup(substitution.Path);
        if (found is not null)
        {
            return found;
        }

        var path = HoconPath.Format(substitution.Path);
        var name = string.Join('.', substitution.Path);
        if (environment?.Invoke(name) is { } text)
        {
            return new HoconScalarNode(new HoconOrigin($"environment variable {name}", 0, 0), text, HoconScalarKind.Text);
        }

        if (substitution.Optional)
        {
            return null;
        }

        throw new HoconException(substitution.Origin, _lookedBack
            ? $"${{{path}}} leads back to itself and there is no earlier value."
            : $"${{{path}}} has no value: no such path is set, nor an environment variable of that name; write ${{?{path}}} if it may be missing.");
    }

    private HoconNode? Lookup(IEnumerable<string> path)
    {
        HoconNode? node = root;
        foreach (var element in path)
        {
            if (node is not HoconObjectNode inner || !inner.Fields.TryGetValue(element, out var field))
            {
                return null;
            }

            node = Reduce(field);
        }

        return node;
    }

    private HoconNode? Join(HoconConcatenationNode concatenation, HoconField field, int index)
    {
        var parts = concatenation.Parts
            .Select(p => p.IsOpen ? ReduceOpen(p, field, index) : p)
            .OfType<HoconNode>()
            .ToList();
        var values = parts.FindAll(p => p is not HoconGapNode);
        if (values.Count == 0)
        {
            return null;
        }

        if (values.TrueForAll(v => v is HoconObjectNode))
        {
            return values.Aggregate((lower, upper) => Merge((HoconObjectNode)lower, (HoconObjectNode)upper));
        }

        if (values.TrueForAll(v => v is HoconArrayNode))
        {
            var items = values.SelectMany(v => ((HoconArrayNode)v).Items).ToList();
            Charge(concatenation.Origin, items.Count);
            return new HoconArrayNode(concatenation.Origin, items);
        }

        if (values.Find(v => v is not HoconScalarNode) is { } odd)
        {
            var other = values.Find(v => v.GetType() != odd.GetType())!;
            throw new HoconException(concatenation.Origin, $"{KindOf(values.IndexOf(odd) < values.IndexOf(other) ? odd : other)} cannot be joined with {KindOf(values.IndexOf(odd) < values.IndexOf(other) ? other : odd)}; separate them by ',' or a new line, or quote the text.");
        }

        Charge(concatenation.Origin, parts.Sum(p => (p as HoconScalarNode)?.Text.Length ?? 1));
        return new HoconScalarNode(
            concatenation.Origin,
            string.Concat(parts.Select(p => p is HoconScalarNode scalar ? scalar.Text : ((HoconGapNode)p).Text)),
            HoconScalarKind.Text);
    }

    private HoconObjectNode Merge(HoconObjectNode lower, HoconObjectNode upper)
    {
        Charge(upper.Origin, lower.Fields.Count + upper.Fields.Count);
        return HoconObjectNode.Merge(lower, upper);
    }

    private static string KindOf(HoconNode node) => node switch
    {
        HoconObjectNode => "an object",
        HoconArrayNode => "an array",
        _ => "a text or number",
    };

    private void Charge(HoconOrigin origin, long amount)
    {
        if (_expansion + amount > limits.MaxExpansion)
        {
            throw new HoconException(origin, $"with all substitutions put in the configuration has more than {limits.MaxExpansion} values and characters.");
        }

        _expansion += (int)amount;
    }
}
