using System.Text;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What an exchange sent, made fit for a message or log line: short, on one line, without control characters.</summary>
internal static class AnswerText
{
    private const int Most = 100;

    public static string Begin(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return "(nothing)";
        }

        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, Most)]);
        return Clean(shown) + (text.Length > Most ? "…" : "");
    }

    public static string Clean(string text)
    {
        var shown = text.Length > Most ? string.Concat(text.AsSpan(0, Most), "…") : text;
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || source[i] == '�' ? ' ' : source[i];
            }
        });
    }
}
