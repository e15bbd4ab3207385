namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Builds the tree of one text by recursive descent.</summary>
internal sealed class HoconParser
{
    private readonly HoconReading _reading;
    private readonly HoconText _text;
    private readonly List<HoconToken> _tokens;
    private readonly IReadOnlyList<string> _prefix;
    private readonly HoconPathParser _paths;

    // The path of the object being read, null inside an array, whose items no path can name.
    private List<string>? _path;
    private int _depth;
    private int _at;

    public HoconParser(HoconReading reading, HoconText text, IReadOnlyList<string>? prefix, int depth = 0)
    {
        (_reading, _text, _depth) = (reading, text, depth);
        _tokens = new HoconTokenizer(text.Source, text.Text, text.HasLines, reading.Limits).ReadAll();
        _prefix = prefix?.ToArray() ?? [];
        _path = prefix?.ToList();
        _paths = new HoconPathParser(text.Source);
    }

    private HoconToken Current => _tokens[_at];

    public HoconObjectNode ParseDocument()
    {
        SkipBlank();
        var root = new HoconObjectNode(OriginOf(Current));
        if (Current.Kind == HoconTokenKind.OpenBracket)
        {
            throw Error(Current, "expected fields or '{', found '[': a configuration is an object, not a list.");
        }

        if (Current.Kind == HoconTokenKind.OpenBrace)
        {
            ParseBraced(root);
            SkipBlank();
            return Current.Kind == HoconTokenKind.EndOfText ? root : throw Error(Current, $"expected the end of the text after the closing '}}', found {Current.Description}.");
        }

        ParseFields(root, HoconTokenKind.EndOfText);
        return root;
    }

    private void ParseBraced(HoconObjectNode target)
    {
        var open = Current;
        Enter(open, 1);
        _at++;
        ParseFields(target, HoconTokenKind.CloseBrace, open);
        _at++;
        _depth--;
    }

    /// <summary>Reads fields and includes up to, but not over, the closing token.</summary>
    private void ParseFields(HoconObjectNode target, HoconTokenKind closing, HoconToken open = default)
    {
        var separated = true;
        while (true)
        {
            separated |= SkipBlank();
            if (Current.Kind == closing)
            {
                return;
            }

            if (Current.Kind == HoconTokenKind.EndOfText)
            {
                throw Error(Current, $"expected '}}' for the '{{' of {Place(open)}, found the end of the text.");
            }

            if (!separated)
            {
                throw Error(Current, $"expected ',' or a new line after the value, found {Current.Description}.");
            }

            if (!ParseInclude(target))
            {
                ParseField(target);
            }

            separated = SkipSeparator();
        }
    }

    private void ParseField(HoconObjectNode target)
    {
        var key = Current;
        var path = _paths.Parse(_tokens, ref _at, "a key");
        var separator = Current;
        if (separator.Kind is HoconTokenKind.Assign or HoconTokenKind.Append)
        {
            _at++;
        }
        else if (separator.Kind != HoconTokenKind.OpenBrace)
        {
            throw Error(separator, $"expected '=', ':', '+=' or '{{' after the key {HoconPath.Format(path)}, found {separator.Description}.");
        }

        Enter(key, path.Count - 1);
        _path?.AddRange(path);
        var origin = OriginOf(key);
        var value = ParseValue();
        if (separator.Kind == HoconTokenKind.Append)
        {
            value = new HoconConcatenationNode(origin, [new HoconEarlierNode(origin), new HoconArrayNode(origin, [new HoconField(value)])]);
        }

        foreach (var element in path.Take(path.Count - 1))
        {
            target = target.Field(element).OpenObject(origin);
        }

        target.Field(path[^1]).Add(value);
        _path?.RemoveRange(_path.Count - path.Count, path.Count);
        _depth -= path.Count - 1;
    }

    private HoconNode ParseValue()
    {
        SkipBlank();
        var parts = new List<HoconNode>();
        var first = Current;
        while (ParsePart(parts) is { } part)
        {
            parts.Add(part);
        }

        if (parts.Count > 0 && parts[^1] is HoconGapNode)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return parts.Count switch
        {
            0 => throw Error(Current, $"expected a value, found {Current.Description}."),
            1 => parts[0],
            _ when parts.TrueForAll(p => p is HoconScalarNode or HoconGapNode) => new HoconScalarNode(
                OriginOf(first),
                string.Concat(parts.Select(p => p is HoconScalarNode scalar ? scalar.Text : ((HoconGapNode)p).Text)),
                HoconScalarKind.Text),
            _ => new HoconConcatenationNode(OriginOf(first), parts),
        };
    }

    private HoconNode? ParsePart(List<HoconNode> before)
    {
        var token = Current;
        var origin = OriginOf(token);
        switch (token.Kind)
        {
            case HoconTokenKind.Whitespace:
                _at++;
                return new HoconGapNode(origin, token.Text);
            case HoconTokenKind.Quoted:
                _at++;
                return new HoconScalarNode(origin, token.Text, HoconScalarKind.Text);
            case HoconTokenKind.Unquoted:
                _at++;
                return new HoconScalarNode(origin, token.Text, HoconNumber.KindOf(token.Text));
            case HoconTokenKind.OpenBrace:
                var inner = new HoconObjectNode(origin);
                ParseBraced(inner);
                return inner;
            case HoconTokenKind.OpenBracket:
                return ParseArray();
            case HoconTokenKind.OpenSubstitution or HoconTokenKind.OpenOptionalSubstitution:
                return ParseSubstitution();
            case HoconTokenKind.Assign or HoconTokenKind.Append when before.Count > 0:
                throw Error(token, $"expected the end of the value, found {token.Description}; text that holds it needs double quotes.");
            default:
                return null;
        }
    }

    private HoconArrayNode ParseArray()
    {
        var open = Current;
        Enter(open, 1);
        _at++;
        var outer = _path;
        _path = null;
        var items = new List<HoconField>();
        var separated = true;
        while (true)
        {
            separated |= SkipBlank();
            if (Current.Kind == HoconTokenKind.CloseBracket)
            {
                break;
            }

            if (Current.Kind == HoconTokenKind.EndOfText)
            {
                throw Error(Current, $"expected ']' for the '[' of {Place(open)}, found the end of the text.");
            }

            if (!separated)
            {
                throw Error(Current, $"expected ',' or ']' after the item, found {Current.Description}.");
            }

            items.Add(new HoconField(ParseValue()));
            separated = SkipSeparator();
        }

        _at++;
        _path = outer;
        _depth--;
        return new HoconArrayNode(OriginOf(open), items);
    }

    private HoconSubstitutionNode ParseSubstitution()
    {
        var open = Current;
        _at++;
        var path = _paths.Parse(_tokens, ref _at, "a path inside ${ }");
        if (Current.Kind != HoconTokenKind.CloseBrace)
        {
            throw Error(Current, $"expected '}}' after the path {HoconPath.Format(path)}, found {Current.Description}.");
        }

        _at++;
        return new HoconSubstitutionNode(OriginOf(open), _prefix, path, open.Kind == HoconTokenKind.OpenOptionalSubstitution);
    }

    private bool ParseInclude(HoconObjectNode target)
    {
        if (Current is not { Kind: HoconTokenKind.Unquoted, Text: "include" })
        {
            return false;
        }

        var keyword = Current;
        var statement = new HoconIncludeParser(_text.Source).Parse(_tokens, ref _at);
        var root = _reading.Include(_text, statement.Name, OriginOf(keyword), _path, _depth);
        if (root is not null)
        {
            target.Absorb(root);
        }
        else if (statement.Required)
        {
            throw Error(keyword, $"the required include '{statement.Name}' was not found.");
        }

        return true;
    }

    private void Enter(HoconToken token, int levels)
    {
        _depth += levels;
        if (_depth > _reading.Limits.MaxDepth)
        {
            throw Error(token, $"objects and arrays are nested deeper than {_reading.Limits.MaxDepth}.");
        }
    }

    /// <summary>Skips whitespace and lines; true when a line ended.</summary>
    private bool SkipBlank()
    {
        var lines = false;
        while (Current.Kind is HoconTokenKind.Whitespace or HoconTokenKind.NewLine)
        {
            lines |= Current.Kind == HoconTokenKind.NewLine;
            _at++;
        }

        return lines;
    }

    /// <summary>Skips what separates two fields or items: lines and at most one comma.</summary>
    private bool SkipSeparator()
    {
        var separated = SkipBlank();
        if (Current.Kind == HoconTokenKind.Comma)
        {
            _at++;
            SkipBlank();
            separated = true;
        }

        return separated;
    }

    private string Place(HoconToken token) => token.Line > 0 ? $"line {token.Line}" : $"character {token.Column}";

    private HoconOrigin OriginOf(HoconToken token) => new(_text.Source, token.Line, token.Line == 0 ? 0 : token.Column);

    private HoconException Error(HoconToken token, string problem) => new(new HoconOrigin(_text.Source, token.Line, token.Column), problem);
}
