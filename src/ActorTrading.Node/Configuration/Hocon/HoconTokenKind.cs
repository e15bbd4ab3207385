namespace ActorTrading.Node.Configuration.Hocon;

internal enum HoconTokenKind
{
    EndOfText,
    NewLine,
    Whitespace,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,

    /// <summary><c>=</c> or <c>:</c>.</summary>
    Assign,

    /// <summary><c>+=</c>.</summary>
    Append,

    /// <summary>Text without quotes.</summary>
    Unquoted,

    /// <summary>Text from quotes, escapes already applied.</summary>
    Quoted,

    /// <summary><c>${</c>.</summary>
    OpenSubstitution,

    /// <summary><c>${?</c>.</summary>
    OpenOptionalSubstitution,
}
