namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Reads <c>include "x"</c>, <c>include file("x")</c>, <c>include required("x")</c> and <c>include required(file("x"))</c>.</summary>
internal sealed class HoconIncludeParser(string source)
{
    private const string Forms = "\"FILE\", file(\"FILE\") or required(\"FILE\")";

    public (string Name, bool Required) Parse(List<HoconToken> tokens, ref int at)
    {
        at++;
        var required = false;
        var open = 0;
        for (; ; at++)
        {
            var token = tokens[at];
            if (token.Kind == HoconTokenKind.Whitespace)
            {
                continue;
            }

            if (token.Kind == HoconTokenKind.Quoted)
            {
                at++;
                Close(tokens, ref at, open);
                return (token.Text, required);
            }

            // The tokenizer leaves "required(file(" and "required(" alone, as parentheses are plain text in HOCON.
            var known = token.Kind == HoconTokenKind.Unquoted ? token.Text : "";
            switch (known)
            {
                case "required(file(" when open == 0:
                    (required, open) = (true, 2);
                    break;
                case "required(" when open == 0:
                    (required, open) = (true, 1);
                    break;
                case "file(" when open == 0 || (open == 1 && required):
                    open++;
                    break;
                default:
                    var hint = known.Contains("url(", StringComparison.Ordinal) || known.Contains("classpath(", StringComparison.Ordinal)
                        ? "only files can be included"
                        : "a key named include needs double quotes";
                    throw Error(token, $"expected {Forms} after include, found {token.Description}; {hint}.");
            }
        }
    }

    private void Close(List<HoconToken> tokens, ref int at, int open)
    {
        while (open > 0)
        {
            var token = tokens[at];
            if (token.Kind == HoconTokenKind.Unquoted && token.Text.Length <= open && token.Text.All(c => c == ')'))
            {
                open -= token.Text.Length;
            }
            else if (token.Kind != HoconTokenKind.Whitespace)
            {
                throw Error(token, $"expected ')' to end the include, found {token.Description}.");
            }

            at++;
        }
    }

    private HoconException Error(HoconToken token, string problem) => new(new HoconOrigin(source, token.Line, token.Column), problem);
}
