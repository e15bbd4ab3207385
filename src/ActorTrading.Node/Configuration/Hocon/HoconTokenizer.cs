using System.Globalization;
using System.Text;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Cuts HOCON text into tokens; comments vanish, whitespace stays because it matters between parts of a value.</summary>
internal sealed class HoconTokenizer
{
    private const string Forbidden = "$\"{}[]:=,+#`^?!@*&\\";

    private readonly string _source;
    private readonly string _text;
    private readonly bool _hasLines;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public HoconTokenizer(string source, string text, bool hasLines, HoconLimits limits)
    {
        (_source, _text, _hasLines) = (source, text, hasLines);
        if (text.Length > limits.MaxLength)
        {
            throw new HoconException(new HoconOrigin(source, 0, 0), $"the text has {text.Length} characters; at most {limits.MaxLength} are accepted.");
        }

        _at = text.StartsWith('\uFEFF') ? 1 : 0;
        _lineStart = _at;
    }

    private int Line => _hasLines ? _line : 0;

    private int Column => _at - _lineStart + 1;

    public List<HoconToken> ReadAll()
    {
        var tokens = new List<HoconToken>(Math.Max(16, _text.Length / 4));
        while (_at < _text.Length)
        {
            ReadOne(tokens);
        }

        tokens.Add(new HoconToken(HoconTokenKind.EndOfText, "", Line, Column));
        return tokens;
    }

    /// <summary>The spec's whitespace: Unicode separators, the no-break spaces, the byte order mark, and the ASCII controls, but not the newline.</summary>
    internal static bool IsWhitespace(char c) => c switch
    {
        '\n' => false,
        ' ' or '\t' or '\r' or '\v' or '\f' or '\uFEFF' or (>= '\u001C' and <= '\u001F') => true,
        < '\u0080' => false,
        _ => char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    internal static bool IsForbiddenUnquoted(char c) => Forbidden.Contains(c, StringComparison.Ordinal);

    private void ReadOne(List<HoconToken> tokens)
    {
        var (line, column) = (Line, Column);
        var c = _text[_at];
        switch (c)
        {
            case '\n':
                _at++;
                tokens.Add(new HoconToken(HoconTokenKind.NewLine, "", line, column));
                StartLine();
                return;
            case '#':
            case '/' when Peek(1) == '/':
                SkipComment();
                return;
            case '"':
                tokens.Add(new HoconToken(HoconTokenKind.Quoted, At("\"\"\"") ? ReadTripleQuoted() : ReadQuoted(), line, column));
                return;
            case '$' when Peek(1) == '{':
                var optional = Peek(2) == '?';
                _at += optional ? 3 : 2;
                tokens.Add(new HoconToken(optional ? HoconTokenKind.OpenOptionalSubstitution : HoconTokenKind.OpenSubstitution, "", line, column));
                return;
            case '+' when Peek(1) == '=':
                _at += 2;
                tokens.Add(new HoconToken(HoconTokenKind.Append, "", line, column));
                return;
        }

        var punctuation = c switch
        {
            '{' => HoconTokenKind.OpenBrace,
            '}' => HoconTokenKind.CloseBrace,
            '[' => HoconTokenKind.OpenBracket,
            ']' => HoconTokenKind.CloseBracket,
            ',' => HoconTokenKind.Comma,
            '=' or ':' => HoconTokenKind.Assign,
            _ => HoconTokenKind.EndOfText,
        };
        if (punctuation != HoconTokenKind.EndOfText)
        {
            _at++;
            tokens.Add(new HoconToken(punctuation, c is '=' or ':' ? c.ToString() : "", line, column));
        }
        else if (IsWhitespace(c))
        {
            tokens.Add(new HoconToken(HoconTokenKind.Whitespace, ReadWhitespace(), line, column));
        }
        else if (IsForbiddenUnquoted(c))
        {
            throw Error(line, column, $"'{c}' is not allowed in text without quotes; put the text in double quotes.");
        }
        else
        {
            tokens.Add(new HoconToken(HoconTokenKind.Unquoted, ReadUnquoted(), line, column));
        }
    }

    private string ReadWhitespace()
    {
        var start = _at;
        while (_at < _text.Length && IsWhitespace(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadUnquoted()
    {
        var start = _at;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            var exponentSign = c == '+' && _at > start && _text[_at - 1] is 'e' or 'E' && _text[start] is '-' or (>= '0' and <= '9') && char.IsAsciiDigit(Peek(1));
            if (c == '\n' || IsWhitespace(c) || (c == '/' && Peek(1) == '/') || (IsForbiddenUnquoted(c) && !(c == '+' && exponentSign)))
            {
                break;
            }

            _at++;
        }

        return _text[start.._at];
    }

    private string ReadQuoted()
    {
        var (line, column) = (Line, Column);
        _at++;
        var builder = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length || _text[_at] == '\n')
            {
                throw Error(line, column, "the quoted text that starts here has no closing '\"' on its line; use \"\"\" for text of several lines.");
            }

            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                return builder.ToString();
            }

            if (c == '\\')
            {
                builder.Append(ReadEscape());
                continue;
            }

            if (c < ' ' && c != '\t')
            {
                throw Error(Line, Column, $"a control character (U+{(int)c:X4}) is not allowed in quoted text; write \\u{(int)c:x4}.");
            }

            builder.Append(c);
            _at++;
        }
    }

    private char ReadEscape()
    {
        var (line, column) = (Line, Column);
        var code = Peek(1);
        _at += 2;
        switch (code)
        {
            case '"' or '\\' or '/':
                return code;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                _at += 4;
                return (char)unit;
            default:
                throw Error(line, column, "this is not an escape; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.");
        }
    }

    /// <summary>Raw text up to three quotes; further quotes directly after them belong to the text, as the specification says.</summary>
    private string ReadTripleQuoted()
    {
        var (line, column) = (Line, Column);
        _at += 3;
        var start = _at;
        while (!At("\"\"\""))
        {
            if (_at >= _text.Length)
            {
                throw Error(line, column, "the text that starts here has no closing \"\"\".");
            }

            if (_text[_at++] == '\n')
            {
                StartLine();
            }
        }

        _at += 3;
        while (Peek(0) == '"')
        {
            _at++;
        }

        return _text[start..(_at - 3)];
    }

    private void SkipComment()
    {
        while (_at < _text.Length && _text[_at] != '\n')
        {
            _at++;
        }
    }

    private void StartLine() => (_line, _lineStart) = (_line + 1, _at);

    private bool At(string expected) => string.CompareOrdinal(_text, _at, expected, 0, expected.Length) == 0;

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private HoconException Error(int line, int column, string problem) => new(new HoconOrigin(_source, line, column), problem);
}
