namespace ActorTrading.Node.Configuration.Hocon;

/// <param name="Text">Unescaped text of strings, the exact characters of whitespace and of <c>=</c> or <c>:</c>; empty for other punctuation.</param>
internal readonly record struct HoconToken(HoconTokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>How an error message calls this token.</summary>
    public string Description => Kind switch
    {
        HoconTokenKind.EndOfText => "the end of the text",
        HoconTokenKind.NewLine => "the end of the line",
        HoconTokenKind.Whitespace => "a space",
        HoconTokenKind.OpenBrace => "'{'",
        HoconTokenKind.CloseBrace => "'}'",
        HoconTokenKind.OpenBracket => "'['",
        HoconTokenKind.CloseBracket => "']'",
        HoconTokenKind.Comma => "','",
        HoconTokenKind.Append => "'+='",
        HoconTokenKind.OpenSubstitution => "'${'",
        HoconTokenKind.OpenOptionalSubstitution => "'${?'",
        HoconTokenKind.Quoted => $"\"{Shorten(Text)}\"",
        _ => $"'{Shorten(Text)}'",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
