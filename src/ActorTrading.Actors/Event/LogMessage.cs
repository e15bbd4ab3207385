using System.Globalization;
using System.Text;

namespace ActorTrading.Actors.Event;

/// <summary>A template with its arguments, formatted when read: sinks that understand templates get the parts.</summary>
public sealed class LogMessage(string format, object?[] args)
{
    /// <summary>A wrong number in a template must not fill the log.</summary>
    private const int MaxWidth = 200;

    private string? _text;

    /// <summary>The template, with its holes.</summary>
    public string Format { get; } = format;

    /// <summary>In the order given. Not copied: what changes before somebody reads the text is shown as it is then.</summary>
    public IReadOnlyList<object?> Args { get; } = args;

    /// <summary>Replaces holes (<c>{0}</c>, <c>{name}</c>, <c>{value:0.00}</c>, <c>{0,-10}</c>) by the arguments in order of appearance or by index.</summary>
    public override string ToString() => _text ??= Render();

    private string Render()
    {
        var text = new StringBuilder(Format.Length + (16 * Args.Count));
        var next = 0;
        for (var i = 0; i < Format.Length; i++)
        {
            var c = Format[i];
            var end = c == '{' ? Format.IndexOf('}', i) : -1;
            if ((c is '{' or '}') && i + 1 < Format.Length && Format[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (end < 0)
            {
                text.Append(c);
            }
            else
            {
                AppendHole(text, Format.AsSpan(i + 1, end - i - 1), ref next);
                i = end;
            }
        }

        return text.ToString();
    }

    private void AppendHole(StringBuilder text, ReadOnlySpan<char> hole, ref int next)
    {
        var colon = hole.IndexOf(':');
        var name = colon < 0 ? hole : hole[..colon];
        var comma = name.IndexOf(',');
        var width = comma >= 0 && int.TryParse(name[(comma + 1)..], NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var aligned)
            ? Math.Clamp(aligned, -MaxWidth, MaxWidth)
            : 0;
        name = comma >= 0 ? name[..comma] : name;
        var index = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : next++;
        if (index >= Args.Count)
        {
            text.Append('{').Append(hole).Append('}');
        }
        else
        {
            var value = colon >= 0 && Args[index] is IFormattable formattable
                ? formattable.ToString(hole[(colon + 1)..].ToString(), CultureInfo.InvariantCulture)
                : Convert.ToString(Args[index], CultureInfo.InvariantCulture) ?? string.Empty;
            text.Append(width < 0 ? value.PadRight(-width) : value.PadLeft(width));
        }
    }
}
