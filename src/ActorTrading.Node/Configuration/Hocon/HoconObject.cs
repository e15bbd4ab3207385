using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Named values in the order in which their names first appeared.</summary>
public sealed record HoconObject(IReadOnlyDictionary<string, HoconValue> Fields, HoconOrigin Origin) : HoconValue(Origin)
{
    /// <summary>The value at a path of elements; false when there is none.</summary>
    public bool TryGet(IEnumerable<string> path, [NotNullWhen(true)] out HoconValue? value)
    {
        value = this;
        foreach (var element in path)
        {
            if (value is not HoconObject inner || !inner.Fields.TryGetValue(element, out value))
            {
                value = null;
                return false;
            }
        }

        return true;
    }
}
