using System.Globalization;
using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>Names become paths with ':', list items <c>key:0</c>, <c>key:1</c>. Null becomes null.</summary>
public sealed class HoconConfigurationProvider(HoconConfigurationSource source) : ConfigurationProvider
{
    public override void Load()
    {
        Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Add(source.Root, "");
    }

    private void Add(HoconValue value, string path)
    {
        switch (value)
        {
            case HoconScalar scalar:
                Data[path] = scalar.Kind == HoconScalarKind.Null ? null : scalar.Text;
                break;
            case HoconArray array:
                for (var i = 0; i < array.Items.Count; i++)
                {
                    Add(array.Items[i], Combine(path, i.ToString(CultureInfo.InvariantCulture)));
                }

                break;
            case HoconObject inner:
                foreach (var (name, field) in inner.Fields)
                {
                    Add(field, Combine(path, name));
                }

                break;
        }
    }

    private static string Combine(string path, string name) => path.Length == 0 ? name : ConfigurationPath.Combine(path, name);
}
