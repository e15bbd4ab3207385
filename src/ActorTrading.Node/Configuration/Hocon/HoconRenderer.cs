using System.Text;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Writes a value as HOCON that parses back to the same value.</summary>
public static class HoconRenderer
{
    /// <summary>The fields of an object, one per line, nested objects indented by two spaces; no braces around the whole.</summary>
    public static string Render(HoconObject root)
    {
        var builder = new StringBuilder();
        Fields(builder, root, 0);
        return builder.ToString();
    }

    /// <summary>One value without its field.</summary>
    public static string Render(HoconValue value)
    {
        var builder = new StringBuilder();
        Write(builder, value, 0);
        return builder.ToString();
    }

    private static void Write(StringBuilder builder, HoconValue value, int depth)
    {
        switch (value)
        {
            case HoconScalar scalar:
                builder.Append(scalar);
                break;
            case HoconArray array:
                builder.Append('[');
                for (var i = 0; i < array.Items.Count; i++)
                {
                    builder.Append(i == 0 ? "" : ", ");
                    Write(builder, array.Items[i], depth + 1);
                }

                builder.Append(']');
                break;
            case HoconObject { Fields.Count: 0 }:
                builder.Append("{}");
                break;
            case HoconObject inner:
                builder.Append("{\n");
                Fields(builder, inner, depth + 1);
                builder.Append(' ', depth * 2).Append('}');
                break;
        }
    }

    private static void Fields(StringBuilder builder, HoconObject inner, int depth)
    {
        foreach (var (name, value) in inner.Fields)
        {
            builder.Append(' ', depth * 2).Append(HoconPath.Format([name])).Append(value is HoconObject ? " " : " = ");
            Write(builder, value, depth);
            builder.Append('\n');
        }
    }
}
