using System.Text;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Reads path expressions: keys and what stands inside <c>${ }</c>.</summary>
internal sealed class HoconPathParser(string source)
{
    /// <summary>Reads from the current token up to the first one that cannot belong to a path.</summary>
    public List<string> Parse(List<HoconToken> tokens, ref int at, string what)
    {
        var first = tokens[at];
        var elements = new List<string>();
        var element = new StringBuilder();
        var quoted = false;
        var gap = "";
        for (; ; at++)
        {
            var token = tokens[at];
            if (token.Kind == HoconTokenKind.Whitespace)
            {
                // Whitespace inside a path belongs to it (`a b = 1`), around it does not.
                gap = element.Length > 0 || quoted || elements.Count > 0 ? token.Text : "";
            }
            else if (token.Kind == HoconTokenKind.Quoted)
            {
                element.Append(gap).Append(token.Text);
                (quoted, gap) = (true, "");
            }
            else if (token.Kind == HoconTokenKind.Unquoted)
            {
                element.Append(gap);
                gap = "";
                Split(token, elements, element, ref quoted);
            }
            else
            {
                break;
            }
        }

        if (tokens[at] is var end && end.Line == first.Line && end.Column == first.Column)
        {
            throw Error(end, $"expected {what}, found {end.Description}.");
        }

        if (element.Length == 0 && !quoted)
        {
            throw Error(first, elements.Count == 0 ? $"expected {what}, found {end.Description}." : "a path must not end with '.'; put a name that holds it in double quotes.");
        }

        elements.Add(element.ToString());
        return elements;
    }

    private void Split(HoconToken token, List<string> elements, StringBuilder element, ref bool quoted)
    {
        foreach (var c in token.Text)
        {
            if (c != '.')
            {
                element.Append(c);
                continue;
            }

            if (element.Length == 0 && !quoted)
            {
                throw Error(token, $"the path {token.Description} has an empty name; write \"\" for a name without characters.");
            }

            elements.Add(element.ToString());
            element.Clear();
            quoted = false;
        }
    }

    private HoconException Error(HoconToken token, string problem) => new(new HoconOrigin(source, token.Line, token.Column), problem);
}
