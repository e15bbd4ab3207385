using System.Text;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A path such as <c>a.b."c.d"</c>: how keys and substitutions name a value.</summary>
public static class HoconPath
{
    /// <summary>Joins the elements, quoting those that need it, so that the result parses back to the same elements.</summary>
    public static string Format(IEnumerable<string> elements) => string.Join('.', elements.Select(FormatElement));

    /// <summary>Adds one element to a formatted path; an empty path gives the element alone.</summary>
    public static string Combine(string path, string element) => path.Length == 0 ? FormatElement(element) : $"{path}.{FormatElement(element)}";

    private static string FormatElement(string element) => IsPlain(element) ? element : Quote(element);

    /// <summary>Text in double quotes with JSON escapes.</summary>
    internal static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => builder.Append('\\').Append(c),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                < ' ' or '\u007F' or '\u2028' or '\u2029' or (>= '\uD800' and <= '\uDFFF') => builder.Append("\\u").Append(((int)c).ToString("x4")),
                _ => builder.Append(c),
            };
        }

        return builder.Append('"').ToString();
    }

    private static bool IsPlain(string element) => element.Length > 0
        && element != "include"
        && element.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
