namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Tells JSON numbers, booleans and null from plain text.</summary>
internal static class HoconNumber
{
    public static HoconScalarKind KindOf(string text) => text switch
    {
        "null" => HoconScalarKind.Null,
        "true" or "false" => HoconScalarKind.Boolean,
        _ => IsNumber(text) ? HoconScalarKind.Number : HoconScalarKind.Text,
    };

    /// <summary>JSON's grammar: <c>-? (0 | 1-9 digits) (. digits)? ([eE] [+-]? digits)?</c>.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var at = text is ['-', ..] ? 1 : 0;
        var whole = Digits(text, ref at);
        if (whole == 0 || (whole > 1 && text[at - whole] == '0'))
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }
}
