using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>Shows settings to people, with secrets masked.</summary>
public static class ConfigurationView
{
    /// <summary>Every value that is not an object, with its full path, in order. Secrets are masked; an empty object counts as a value.</summary>
    public static IEnumerable<(string Path, HoconValue Value)> Leaves(HoconObject root) => Leaves(root, "");

    private static IEnumerable<(string Path, HoconValue Value)> Leaves(HoconObject root, string path)
    {
        foreach (var (name, value) in root.Fields)
        {
            var full = HoconPath.Combine(path, name);
            if (value is HoconObject { Fields.Count: > 0 } inner)
            {
                foreach (var leaf in Leaves(inner, full))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return (full, SecretNames.IsSecret(full) ? new HoconScalar(SecretNames.Mask, HoconScalarKind.Text, value.Origin) : Shown(value));
            }
        }
    }

    private static HoconValue Shown(HoconValue value) => value switch
    {
        HoconScalar scalar => scalar with { Text = SecretNames.HidePassword(scalar.Text) },
        HoconArray array => array with { Items = [.. array.Items.Select(Shown)] },
        _ => value,
    };
}
